// Checks a .gitlab-ci.yml against GitLab's own schema, as the package gitlab-ci-local brings it. Run by lint, where it is installed.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { load } from "js-yaml";
import { schema } from "gitlab-ci-local/src/schema/schema.js";

const file = process.argv[2];
const check = new Ajv({ allErrors: true, strict: false, validateFormats: false, logger: false }).compile(schema);
const fits = check(load(readFileSync(file, "utf8")));
for (const error of check.errors ?? []) {
  console.error(`${file}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(fits ? 0 : 1);
