#!/usr/bin/env python3
"""Makes test vectors for a department plugin from a reference implementation of its matter.

The reference lives outside this tree: ORACLE_DIR names a folder with `oracle.py` (its `check` answers what an
application breaks) beside `../matters/<matter>.json` (fields, facts, materials, rules, sample applications).
This program changes the samples at random (wrong types, boundaries, missing and foreign fields, facts left unknown,
materials, modes, variants, days around every limit), asks the reference, and keeps few vectors that together make
every rule fire, pass and wait where it can, and every field and material be found wanting.

    ORACLE_DIR=… tests/tools/mutations.py food_business --seed 1 --tries 30000 --keep 300 > vectors.jsonl

One vector a line: {"input": evaluate input, "expect": {"outcome", "violations", "flags", "waiting"}}; ids in the
order of findings. The samples come first. The same seed gives the same file. Compare with compare.py.
"""
import argparse
import copy
import json
import os
import random
import re
import sys

COUNTIES = ["511102", "511126"]

# What our forms ask and the reference does not know: every vector answers it.
OUR_FIELDS = {"fireworks_retail": {"premises": "四川省乐山市市中区海棠街道示例巷5号"}}


def load_reference(matter):
    folder = os.environ.get("ORACLE_DIR")
    if not folder:
        sys.exit("ORACLE_DIR must name the folder of oracle.py.")
    sys.path.insert(0, folder)
    import oracle

    path = os.path.join(folder, "..", "matters", f"{matter}.json")
    with open(path, encoding="utf-8") as file:
        return oracle, json.load(file)


def numbers_of(definition):
    """Every number that a condition or a setting compares with: the interesting values lie around them."""
    texts = [r.get(k, "") for r in definition["rules"] for k in ("when", "assert")]
    settings = {f["default"] for f in definition["facts"] if f["source"] == "config"}
    return sorted(settings | {int(n) for t in texts for n in re.findall(r"(?<![\w'])\d+(?!\w)", t)})


class Mutator:
    def __init__(self, oracle, definition, rng):
        self.oracle, self.definition, self.rng = oracle, definition, rng
        self.numbers = numbers_of(definition)
        self.variants = [v["key"] for v in definition["variants"]]
        self.materials = [m["id"] for m in definition["materials"]]

    def days(self, sample):
        """Days around each limit that starts at any day of the application."""
        o, known = self.oracle, [sample["received_on"]]
        known += [v for v in (*sample["form"].values(), *sample["facts"].values()) if self.is_day(v)]
        day = self.rng.choice(known)
        shift = self.rng.choice(
            [lambda d: d]
            + [lambda d, n=n: o.wd_add(d, n) for n in (1, 10, 11)]
            + [lambda d, n=n: o.wd_before(d, n) for n in (1, 10, 14, 15, 16, 89, 90, 91)]
            + [lambda d, n=n: o.add_months(d, n) for n in (-12, 12, 24, 60)]
        )
        return o.add_days(shift(day), self.rng.choice([-1, 0, 0, 1]))

    def is_day(self, value):
        return self.oracle._type_ok({"type": "date"}, value) and "1950" < value < "2060"

    def number(self, field):
        around = self.numbers + [field[k] for k in ("min", "max") if k in field]
        value = self.rng.choice(around or [0]) + self.rng.choice([-1, 0, 0, 1])
        if field["type"] == "number" and self.rng.random() < 0.4:
            value += self.rng.choice([0.5, -0.01, 0.0])
        return value

    def right(self, field, sample):
        """A value of the field's kind; not always one that is allowed."""
        kind, rng = field["type"], self.rng
        if kind == "boolean":
            return rng.random() < 0.5
        if kind == "date":
            return self.days(sample)
        if kind in ("integer", "number"):
            return self.number(field)
        if kind == "enum":
            return rng.choice(field["options"])["code"]
        if kind == "multi_enum":
            codes = [o["code"] for o in field["options"]]
            return [c for c in codes if rng.random() < rng.choice([0.1, 0.4])] or [rng.choice(codes)]
        if kind == "list":
            return [self.item(field, sample) for _ in range(rng.randint(1, 3))]
        if field.get("check"):
            return rng.choice(self.checked(field["check"]))
        return rng.choice(["示例", "x", "例" * field.get("max_len", 20), "例" * (field.get("max_len", 20) + 1)])

    def checked(self, check):
        o = self.oracle
        body = str(self.rng.randint(10**12, 4 * 10**12 - 1))[:13]
        born = f"{self.rng.choice([1950, 1985, 2005, 2006, 2007, 2010])}{self.rng.choice(['0228', '1130', '1202'])}"
        person = f"511102{born}997"
        return {
            "uscc": ["91511102MA0AAA016X", "92511102MA0BBB031Y", "91511102MA0AAA0160", "91350100I000100Y43"],
            "resident_id": [person + o.id_check(person), person + "0", "110105194912310021", "51110219850312997x"],
            "mobile": ["13900000009", "12900000009", "139000000091"],
            "jy": [f"JY{body}{o.mod11_10(body)}", f"JY{body}0", "JY1", "YB15111020000012"],
            "plate": ["川L12345", "川I12345"],
        }[check]

    def item(self, field, sample):
        item = {f["key"]: self.right(f, sample) for f in field["item_fields"] if self.rng.random() < 0.9}
        if self.rng.random() < 0.1:
            item[self.rng.choice(field["item_fields"])["key"]] = self.wrong()
        return item if self.rng.random() < 0.95 else "示例"

    def wrong(self):
        return self.rng.choice(
            [None, "", [], 0, -1, 1, 3.0, 2.5, True, False, "x", "2024-02-30", "2024-2-3", ["x"], [1], {"x": 1}, "不存在"]
        )

    def mend(self, sample):
        """Fills what was found wanting, so that changes reach further than the first field."""
        _, violations, _ = self.oracle.check(self.definition, sample)
        for field in self.definition["fields"]:
            if f"FLD:{field['key']}" in violations and field["key"] != "area_code":
                sample["form"][field["key"]] = self.right(field, sample)
        sample["materials"] += [id[4:] for id in violations if id.startswith("MAT:")]

    def mutate(self, sample):
        """One change, in place."""
        rng, form = self.rng, sample["form"]
        fields = self.definition["fields"]
        dice = rng.random()
        if dice < 0.40:
            field = rng.choice(fields)
            key = field["key"]
            if key == "area_code":
                # The reference knows two counties; ours asks for the county of the case.
                if rng.random() < 0.5:
                    form[key] = rng.choice(COUNTIES)
                else:
                    form[key] = rng.choice([None, "", 511102, "999999", True])
            elif rng.random() < 0.75:
                form[key] = self.right(field, sample)
            else:
                form[key] = self.wrong()
        elif dice < 0.47 and form:
            form.pop(rng.choice(sorted(form)))
        elif dice < 0.65:
            fact = rng.choice(self.definition["facts"])
            unset = rng.random() < 0.15
            sample["facts"][fact["key"]] = None if unset else self.right(fact, sample)
        elif dice < 0.75:
            bag = sample[rng.choice(["materials", "materials", "shared_data", "committed"])]
            material = rng.choice(self.materials)
            bag.remove(material) if material in bag else bag.append(material)
        elif dice < 0.81:
            sample["variant"] = rng.choice(self.variants)
        elif dice < 0.88:
            sample["mode"] = rng.choice(["general", "commitment", "commitment"])
        elif dice < 0.93:
            sample["received_on"] = self.days(sample)
        else:
            sample["defaults"] = False
            if rng.random() < 0.5 and sample["facts"]:
                sample["facts"].pop(rng.choice(sorted(sample["facts"])))


def vector(oracle, definition, sample):
    """Asks the reference; None where the reference itself can't answer."""
    defaults = sample.get("defaults", True)
    # A setting is always known.
    known = [f for f in definition["facts"] if defaults or f["source"] == "config"]
    facts = {f["key"]: f.get("default") for f in known} | sample["facts"]
    try:
        outcome, violations, flags = oracle.check(definition, {**sample, "facts": facts}, defaults=defaults)
    except Exception:
        return None
    area = sample["form"].get("area_code")
    return {
        "input": {
            "county": area if area in COUNTIES else COUNTIES[0],
            "matter": definition["id"],
            "variant": sample["variant"],
            "mode": sample.get("mode", "general"),
            "stage": "filing",
            "received_on": sample["received_on"],
            "today": sample["received_on"],
            "form": sample["form"],
            "facts": facts,
            "materials": sample["materials"],
            "shared_data": sample["shared_data"],
            "committed": sample["committed"],
            "survey": {},
        },
        "expect": {
            "outcome": outcome,
            "violations": violations,
            "flags": flags,
            "waiting": list(oracle.check.waiting),
        },
    }


def covered(definition, made):
    """What a vector shows: (rule, state) for each rule, and each other finding."""
    expect, variant = made["expect"], made["input"]["variant"]
    hit = set(expect["violations"]) | set(expect["flags"])
    shows = {(id, variant) for id in hit if ":" in id} | {("outcome", expect["outcome"], variant)}
    stopped = expect["outcome"] in ("no_licence_needed", "wrong_authority", "redirect_variant")
    for rule in definition["rules"]:
        id = rule["id"]
        if variant not in rule.get("variants", [variant]):
            continue
        if id in hit:
            shows.add((id, "fired"))
        elif id in expect["waiting"]:
            shows.add((id, "waiting"))
        elif not stopped:
            shows.add((id, "passed"))
    return shows


def fresh(sample):
    keys = ("variant", "received_on", "form", "facts", "materials", "shared_data", "committed")
    made = {k: copy.deepcopy(sample.get(k, {} if k in ("form", "facts") else [])) for k in keys}
    made["mode"] = sample.get("mode", "general")
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("matter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tries", type=int, default=30000)
    parser.add_argument("--keep", type=int, default=300, help="0 keeps all")
    options = parser.parse_args()
    oracle, definition = load_reference(options.matter)
    rng = random.Random(options.seed)
    mutator = Mutator(oracle, definition, rng)

    vectors = [vector(oracle, definition, fresh(s)) for s in definition["samples"]]
    seen = set().union(*(covered(definition, v) for v in vectors))
    spare, lines = [], {json.dumps(v, ensure_ascii=False) for v in vectors}
    for _ in range(options.tries):
        sample = fresh(rng.choice(definition["samples"]))
        for _ in range(rng.choice([1, 1, 2, 3, 5])):
            mutator.mutate(sample)
            if rng.random() < 0.4:
                mutator.mend(sample)
        made = vector(oracle, definition, sample)
        line = made and json.dumps(made, ensure_ascii=False)
        if made is None or line in lines:
            continue
        lines.add(line)
        new = covered(definition, made) - seen
        if new:
            seen |= new
            vectors.append(made)
        else:
            spare.append(made)
    if options.keep:
        # Whatever room is left goes to vectors whose answers differ from those already kept.
        answers = {json.dumps(v["expect"]) for v in vectors}
        for made in spare:
            answer = json.dumps(made["expect"])
            if len(vectors) < options.keep and answer not in answers:
                answers.add(answer)
                vectors.append(made)
        vectors = vectors[: options.keep]
    else:
        vectors += spare
    for made in vectors:
        made["input"]["form"].update(OUR_FIELDS.get(options.matter, {}))
        print(json.dumps(made, ensure_ascii=False))
    states = [(r["id"], s) for r in definition["rules"] for s in ("fired", "passed", "waiting")]
    shown = set().union(*(covered(definition, v) for v in vectors))
    for rule, state in states:
        if (rule, state) not in shown:
            print(f"{rule} is never {state}", file=sys.stderr)


if __name__ == "__main__":
    main()
