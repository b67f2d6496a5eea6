#!/usr/bin/env python3
"""Compares verdicts with test vectors.

    oneseal plugin evaluate PKG --context tests/plugins/vectors/context.json --input inputs.jsonl > verdicts.jsonl
    tests/tools/compare.py tests/plugins/vectors/food_business.jsonl verdicts.jsonl

The program wants inputs without expectations: `compare.py --inputs VECTORS` prints them. A verdict answers the
vector on the same line. Compared are the outcome, the ids of findings in their order (flags apart), and the rules that
wait. Ends with 1 where anything differs.
"""
import json
import sys


def answer_of(verdict):
    if "error" in verdict:
        return {"error": verdict["error"].get("code")}
    findings = verdict["findings"]
    return {
        "outcome": verdict["outcome"],
        "violations": [f["rule"] for f in findings if f["outcome"] != "flag"],
        "flags": [f["rule"] for f in findings if f["outcome"] == "flag"],
        "waiting": [e["rule"] for e in verdict["explain"] if e["state"] == "waiting"],
    }


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--inputs":
        for vector in read_lines(sys.argv[2]):
            print(json.dumps(vector["input"], ensure_ascii=False))
        return 0
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    vectors, verdicts = read_lines(sys.argv[1]), read_lines(sys.argv[2])
    wrong = abs(len(vectors) - len(verdicts))
    if wrong:
        print(f"{len(vectors)} vectors, {len(verdicts)} verdicts")
    for number, (vector, verdict) in enumerate(zip(vectors, verdicts), 1):
        answer = answer_of(verdict)
        if answer != vector["expect"]:
            wrong += 1
            print(f"line {number}: {vector['input']['variant']}")
            for key in answer:
                if answer[key] != vector["expect"].get(key):
                    print(f"  {key}: expected {vector['expect'].get(key)}, got {answer[key]}")
    print(f"{len(vectors)} vectors, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
