lambda: '''a
  b''';  # comm[ent: 'é' (
pass
import a.b as ct: 'é' (
pass
import a.b asc match.#type;
async match.type