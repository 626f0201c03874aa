"""The part of JSON Schema that docs/openapi.json uses, strictly: an object takes no member that its schema does not name, unless the schema says so, and a
keyword that is not known here is an error rather than silence."""
import datetime
import re

TYPES = {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}
KNOWN = {"type", "properties", "required", "additionalProperties", "items", "enum", "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
         "minItems", "maxItems", "oneOf", "description"}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def is_day(text):
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def resolve(document, node):
    """What a $ref leads to, or the node itself."""
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def faults(document, schema, value, where="$"):
    """Everything that is wrong with the value, one line each."""
    schema = resolve(document, schema)
    if unknown := set(schema) - KNOWN:
        return [f"{where}: the schema has keywords that are not checked: {sorted(unknown)}"]
    if "oneOf" in schema:
        tries = [faults(document, each, value, where) for each in schema["oneOf"]]
        return [] if sum(not t for t in tries) == 1 else [f"{where}: matches {sum(not t for t in tries)} of {len(tries)}"] + sum(tries, [])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(is_type(value, name) for name in types):
        return [f"{where}: {value!r} is no {' or '.join(types)}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    if isinstance(value, dict):
        return of_object(document, schema, value, where)
    if isinstance(value, list):
        found = [f for n, item in enumerate(value) for f in faults(document, schema["items"], item, f"{where}[{n}]")]
        return found + of_size(schema, len(value), "Items", where)
    if isinstance(value, str):
        return of_text(schema, value, where)
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return [] if value is None or low <= value <= high else [f"{where}: {value} is out of bounds"]


def of_object(document, schema, value, where):
    properties = schema.get("properties", {})
    found = [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, member in value.items():
        if name in properties:
            found += faults(document, properties[name], member, f"{where}.{name}")
        elif not schema.get("additionalProperties", True):
            found.append(f"{where}: {name} is not described")
    return found


def of_text(schema, value, where):
    found = of_size(schema, len(value), "Length", where)
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} does not match {schema['pattern']}")
    if schema.get("format") == "date" and not is_day(value):
        found.append(f"{where}: {value!r} is no day")
    return found


def of_size(schema, size, what, where):
    low, high = schema.get("min" + what, size), schema.get("max" + what, size)
    return [] if low <= size <= high else [f"{where}: has {size}, not {low} to {high}"]
