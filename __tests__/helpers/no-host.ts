/**
 * A host that does not exist, and that the machine's resolver knows not to: no name has an empty part. One that it had
 * to ask for is not found within seconds where nobody answers such questions.
 */
export const NO_HOST = "nowhere..invalid";
