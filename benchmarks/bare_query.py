"""The least a script must do to ask the embedded store: start Java, open, ask, print.

    python -m benchmarks.bare_query JSON

where JSON is an object with `library`, `jars`, `flags`, `database`, `statement`, `parameters`.
"""

import json
import os
import sys

import jpype
import jpype.config


def main() -> None:
    """Ask and print one JSON object a row."""
    ask = json.loads(sys.argv[1])
    jpype.config.onexit = False
    jpype.startJVM(ask["library"], *ask["flags"], classpath=ask["jars"], interrupt=False)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    factory = jpype.JClass("com.arcadedb.database.DatabaseFactory")(ask["database"])
    database = factory.open(jpype.JClass("com.arcadedb.engine.ComponentFile").MODE.READ_ONLY)
    parameters = jpype.JClass("java.util.HashMap")(ask["parameters"])
    rows = database.query("opencypher", ask["statement"], parameters)
    while rows.hasNext():
        sys.stdout.write(f"{rows.next().toJSON()}\n")
    database.close()
    sys.stdout.flush()
    # Java's threads are not to be waited for, nor to be torn out of their frames.
    os._exit(0)


if __name__ == "__main__":
    main()
