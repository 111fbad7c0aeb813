/** One resource of another provider's, on this package's own wire: it makes nothing, and has a random ID. */
module.exports = ({ settings, resource, attributes, replace }, UNKNOWN) => {
  const optional = (type) => ({ type, use: "optional", description: "" });
  const isLate = (value) => value === UNKNOWN || Object.values(value ?? {}).includes(UNKNOWN);
  const isSame = (a, b) => !isLate(b) && JSON.stringify(a) === JSON.stringify(b);
  const made = {
    schema: {
      description: "",
      attributes: {
        ...Object.fromEntries(Object.entries(attributes).map(([name, type]) => [name, optional(type)])),
        id: { type: "string", use: "computed", description: "" },
      },
    },
    importRefusal: "",
    validate: () => [],
    plan({ prior, config }) {
      const changed = replace.filter((name) => !prior || !isSame(prior[name], config[name]));
      if (changed.length === 0) return { planned: { ...config, id: prior.id } };
      return { planned: { ...config, id: UNKNOWN }, replace: changed };
    },
    apply: async ({ prior }) => (prior ? {} : { state: { id: String(Math.floor(Math.random() * 2 ** 47)) } }),
  };
  return {
    project: "stand-in",
    schema: {
      description: "",
      attributes: Object.fromEntries(settings.map((name) => [name, optional("string")])),
    },
    dataSources: {},
    resources: { [resource]: made },
    validateConfig: () => [],
    configure: async () => [],
  };
};
