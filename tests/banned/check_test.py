# SPDX-License-Identifier: Apache-2.0
"""The check of banned calls finds each kind of them, and nothing else."""

import pathlib
import sys
import tempfile

import check

BANNED = {
    "std::filesystem::exists(path);": "exists()",
    "fs::create_directories(path / name(a, b));": "create_directories()",
    "const auto file = std::filesystem::absolute(path_).string();": "absolute()",
    "for (const auto& item : fs::directory_iterator(path, error)) use(item);": "range-for",
    "for (const auto& item : std::filesystem::recursive_directory_iterator{path}) use(item);": "range-for",
    "for (fs::directory_iterator at(path), end; at != end; at.increment(error)) use(at);": "directory_iterator",
    "if (item.is_regular_file()) use(item);": "is_regular_file()",
    "std::stoul(text);": "stoul()",
    "auto number = std::stoll(\n    text);": "stoll()",
    "json.get<std::string>();": "get<>()",
    "json[key].get_ref<const std::string&>();": "get_ref<>()",
    "json.find(key)->get<bool>();": "get<>()",
    "json.at(\"key\").get_to(number);": "at()",
    "map.at(key);": "at()",
    "attribute.value(\"deleted\", false);": "value()",
    "json.dump();": "dump()",
    "manifest.dump(1, ' ', true);": "dump()",
    "Json::parse(text);": "parse()",
    "nlohmann::json::parse(read_file(path));": "parse()",
    "json::parse(text, nullptr, true);": "parse()",
    "use(object[\"key\"]);": "operator[]",
    "use(object[0][\"key\"].is_string());": "operator[]",
    "std::jthread watcher{[] { watch(); }};": "std::jthread",
    "watcher_ = std::jthread{[] { watch(); }};": "std::jthread",
    "std::thread(work).detach();": "std::thread",
    "std::vector<std::jthread> others;": "std::jthread",
}
ALLOWED = [
    "std::filesystem::exists(path, error);",
    "fs::exists(status);",
    "fs::remove_all(path_ + \"/.building\", error);",
    "for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) use(at->path());",
    "text_of(member(json, \"key\"));",
    "Json::parse(text, nullptr, false);",
    "json::parse(text, only_version, false);",
    "object[\"key\"] = value;",
    "root[\"lists\"].push_back(item);",
    "// json.at(\"key\") and std::stoul() are told of here",
    "print(\"json.at(0) std::stoul(x)\");",
    "R\"(json.dump())\";",
    "std::thread::hardware_concurrency();",
    "std::jthread shower_;",
    "document.value();",
    "std::get<std::string>(variant);",
    "#include <thread>",
]


def found(text, excepted=None):
    with tempfile.TemporaryDirectory() as folder:
        for name in check.FOLDERS:
            (pathlib.Path(folder) / name).mkdir()
        (pathlib.Path(folder) / "tools/one.cpp").write_text(text + "\n")
        return list(check.faults(pathlib.Path(folder), excepted or {}))


def main():
    for text, what in BANNED.items():
        faults = found(text)
        assert any(what in fault and fault.startswith("tools/one.cpp:") for fault in faults), (text, faults)
    for text in ALLOWED:
        assert found(text) == [], (text, found(text))
    assert found("int i;\nmap.at(key);")[0].startswith("tools/one.cpp:2: ")
    excepted = {("tools/one.cpp", "map.at("): "the key is there"}
    assert found("map.at(key);", excepted) == []
    assert "no banned call needs" in found("int i;", excepted)[0]
    print(f"{len(BANNED)} banned and {len(ALLOWED)} allowed lines told apart")


if __name__ == "__main__":
    sys.exit(main())
