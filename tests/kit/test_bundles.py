"""What a page loads in one file does what its modules do one by one."""

import json
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from polylogue.kit import bundles
from tests.support.node import NODE

MODULES = {
    "page.js": """
import "./first.js";
import * as words from "./deep/words.js";
import {
  count as counted,
  Counter,
} from "./deep/counter.js";
const greet = words.greet;
globalThis.told.push(greet("Ada"), counted(), counted(), new Counter().add(), words.NAMES.length);
""",
    "first.js": """
globalThis.told = [
  // it's said first
  "first",
];
""",
    "deep/words.js": """
import { count } from "./counter.js";
/** export function ghost() {} is only said here, and import nothing from "./nowhere.js"; too */
export const NAMES = ["Ada"];
const greet_ = (name) => `Hello, ${name} ${count()}`;
export function greet(name) { return greet_(name); }
export async function* later() { yield count; }
""",
    "deep/counter.js": """
globalThis.told.push("counter");
let seen = 0;
export function count() { return ++seen; }
export class Counter { add() { return count(); } }
""",
}
FOREIGN = [
    "export default function () {}",
    "export let changing = 1;",
    'export { a } from "./b.js";',
    "const here = import.meta.url;",
    "await fetch('/');",
    'import usual, { b } from "./first.js";',
    'const late = await import("./first.js");',
    "const long = `one\n  two`;",
]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path / "page.js"


def told(file: Path) -> list:
    script = (
        f"await import({json.dumps(file.as_uri())}); console.log(JSON.stringify(globalThis.told))"
    )
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_a_bundle_does_what_its_modules_do(page: Path, tmp_path: Path):
    (tmp_path / "package.json").write_text('{"type": "module"}')
    bundle = tmp_path / "bundle.mjs"
    bundle.write_text(bundles.module(page))
    assert told(bundle) == told(page) == ["first", "counter", "Hello, Ada 1", 2, 3, 4, 1]


def parses(file: Path) -> bool:
    command = [NODE, "--input-type=module", "--check"]
    return subprocess.run(command, input=file.read_bytes(), check=False).returncode == 0


@pytest.mark.parametrize("line", FOREIGN)
def test_what_bundling_does_not_know_is_refused(page: Path, line: str):
    page.write_text(f"{line}\n")
    with pytest.raises(bundles.NotBundled, match=r"page\.js"):
        bundles.module(page)


def test_a_circle_is_refused(page: Path):
    (page.parent / "first.js").write_text('import "./page.js";\n')
    with pytest.raises(bundles.NotBundled, match="imports itself by way of first"):
        bundles.module(page)


def test_every_module_of_the_site_parses_in_its_bundle():
    modules = {name: file for name, file in bundles.built().items() if name.endswith(".js")}
    assert "js/room.js" in modules
    assert [name for name, file in modules.items() if not parses(file)] == []


def test_style_sheets_keep_the_order_and_the_layers(tmp_path: Path):
    (tmp_path / "site.css").write_text(
        '@layer a, b;\n\n@import url("b.css") layer(b);\n@import url("plain.css");\n'
    )
    (tmp_path / "b.css").write_text("p { color: red; }")
    (tmp_path / "plain.css").write_text("q { color: blue; }")
    assert bundles.sheet(tmp_path / "site.css") == (
        "@layer a, b;\n\n@layer b {\np { color: red; }\n}\nq { color: blue; }\n"
    )


def test_a_page_loads_bundles_and_they_are_served(client, db):
    page = client.get("/").content.decode()
    assert 'src="/static/bundles/js/theme.js"' in page
    assert "/static/js/" not in page
    served = client.get("/static/bundles/css/polylogue.css")
    assert b"@layer components {" in b"".join(served)
    assert client.get("/static/bundles/js/nothing.js").status_code == 404


@override_settings(DEBUG=True)
def test_who_works_on_the_site_sees_its_sources(client, db):
    assert 'src="/static/js/theme.js"' in client.get("/").content.decode()


@override_settings(
    STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
)
def test_they_are_collected_and_compressed_under_names_of_their_own(tmp_path: Path):
    with override_settings(STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        address = bundles.address("js/room.js")
    collected = tmp_path / address.removeprefix("/static/")
    assert collected.name != "room.js"
    assert collected.read_text() == Path(finders.find("bundles/js/room.js") or "").read_text()
    assert collected.with_name(f"{collected.name}.gz").stat().st_size < 100_000


def test_comments_that_say_types_stay_at_home(tmp_path: Path):
    (tmp_path / "page.js").write_text(
        "/** A page.\n * @typedef {number} N\n */\n\n/** @type {N} */ let n = 1;\n"
        "const twice = (/** @type {N} */ n) => 2 * n; // as said\nn = twice(n);\n/** The end. */\n"
    )
    assert bundles.module(tmp_path / "page.js") == (
        "// page.js\nconst module0 = (() => {\n\nlet n = 1;\n"
        "const twice = (n) => 2 * n; // as said\nn = twice(n);\n})();\n"
    )
