/**
 * The two launchers that stand for the provider inside a stack: the same two files on every platform, because a
 * lock file then holds one checksum that is right everywhere.
 *
 * THEIR BYTES MAY NEVER CHANGE. Lock files of users hold their checksum; one changed byte makes Terraform refuse
 * the provider, and `init -upgrade` does not heal it. Everything that may have to change is in the package that
 * they find: bin/terraform-provider-backups.cjs.
 *
 * They do not look where they are themselves: Terraform copies them into `.terraform` and plugin caches. They look
 * from the working directory upwards, first along the path by which it was entered, then along its real path.
 * NODE_OPTIONS is dropped, because a preload that prints would spoil the handshake.
 */
const SH = `#!/bin/sh
# Starts the Terraform provider of the npm package cdktf-backups, which is
# looked for in CDKTF_BACKUPS_HOME, else from the working directory upwards.
# Terraform's lock files hold the checksum of this file: it never changes.

unset NODE_OPTIONS
entry=bin/terraform-provider-backups.cjs
node=\${CDKTF_BACKUPS_NODE:-node}

give_up() {
  printf '%s\\n' "$1"
  exit 1
}

start() {
  program=$(command -v "$node")
  if [ -f "$program" ] && [ -x "$program" ]; then exec "$program" "$@"; fi
  give_up "The backups provider needs Node.js, and the command $node was not found: install Node.js, or set CDKTF_BACKUPS_NODE to its path."
}

search_upwards_from() {
  directory=\${1%/}
  shift
  while :; do
    package=$directory/node_modules/cdktf-backups
    if [ -f "$package/$entry" ]; then start "$package/$entry" "$@"; fi
    if [ -f "$directory/$entry" ] && [ -f "$directory/package.json" ]; then start "$directory/$entry" "$@"; fi
    case $directory in
      */*) directory=\${directory%/*} ;;
      *) break ;;
    esac
  done
}

if [ -n "$CDKTF_BACKUPS_HOME" ]; then
  if [ -f "$CDKTF_BACKUPS_HOME/$entry" ]; then start "$CDKTF_BACKUPS_HOME/$entry" "$@"; fi
  give_up "CDKTF_BACKUPS_HOME is $CDKTF_BACKUPS_HOME, which holds no $entry: set it to the directory of the npm package cdktf-backups, or unset it."
fi

search_upwards_from "$PWD" "$@"
search_upwards_from "$(pwd -P)" "$@"
give_up "The npm package cdktf-backups was not found in or above $PWD: run npm install cdktf-backups there, or set CDKTF_BACKUPS_HOME to its directory."
`;

const CMD = `@echo off
rem Starts the Terraform provider of the npm package cdktf-backups, which is
rem looked for in CDKTF_BACKUPS_HOME, else from the working directory upwards.
rem Terraform's lock files hold the checksum of this file: it never changes.
setlocal EnableExtensions DisableDelayedExpansion
set "NODE_OPTIONS="
set "entry=bin\\terraform-provider-backups.cjs"
set "node=node"
if defined CDKTF_BACKUPS_NODE set "node=%CDKTF_BACKUPS_NODE%"
if defined CDKTF_BACKUPS_HOME goto home
for %%D in (.) do set "directory=%%~fD"

:search
set "main=%directory%\\node_modules\\cdktf-backups\\%entry%"
if exist "%main%" goto start
set "main=%directory%\\%entry%"
if not exist "%directory%\\package.json" goto parent
if exist "%main%" goto start
:parent
for %%D in ("%directory%\\..") do set "parent=%%~fD"
if /i "%parent%"=="%directory%" goto missing
set "directory=%parent%"
goto search

:home
set "main=%CDKTF_BACKUPS_HOME%\\%entry%"
if exist "%main%" goto start
echo CDKTF_BACKUPS_HOME is "%CDKTF_BACKUPS_HOME%", which holds no %entry%: set it to the directory of the npm package cdktf-backups, or unset it.
exit /b 1

:missing
echo The npm package cdktf-backups was not found in or above "%CD%": run npm install cdktf-backups there, or set CDKTF_BACKUPS_HOME to its directory.
exit /b 1

:start
"%node%" "%main%" %*
set "code=%errorlevel%"
if not "%code%"=="9009" if not "%code%"=="3" exit /b %code%
echo The backups provider needs Node.js, and the command "%node%" was not found: install Node.js, or set CDKTF_BACKUPS_NODE to its path.
exit /b 1
`;

/** One file of the provider's package. */
export interface PackageFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files of the provider's package. The name without a dot is the executable on Linux and macOS; Windows finds
 * the other one by adding `.cmd` to it.
 */
export const PACKAGE_FILES: readonly PackageFile[] = [
  { name: "terraform-provider-backups", text: SH },
  { name: "terraform-provider-backups.cmd", text: CMD.replaceAll("\n", "\r\n") },
];
