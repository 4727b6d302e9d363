import Interface
import Screen
import Trading

/// The user's choices: what is in force, and from where.
enum DoctorConfiguration {
  static func diagnoses() -> [Diagnosis] {
    do {
      let configuration = try UserConfiguration.load()
      _ = try configuration.theme(nil)
      return told(configuration.chosen, configuration.path ?? "")
    } catch {
      let lines = "\(error)".split(separator: "\n")
      let more = lines.count > 1 ? " (and \(lines.count - 1) more)" : ""
      return [
        .bad(
          "choices", SafeText.line("\(lines.first ?? "")") + more,
          remedy: "tranche config tells all that is wrong; no trade is opened before that")
      ]
    }
  }

  private static func told(_ chosen: Configuration, _ path: String) -> [Diagnosis] {
    let all = settings(chosen)
    let made = all.filter { $0.place != nil }.map { "\($0.name) \($0.value) (\(origin($0.place)))" }
    let rest = all.filter { $0.place == nil }.map { "\($0.name) \($0.value)" }
    let byDefault = rest.isEmpty ? [] : ["by default " + rest.joined(separator: ", ")]
    let text = (made + byDefault).joined(separator: "; ")
    var figures = ["file": path]
    for setting in all {
      // There may be many keys and calls: each has its line behind its name.
      let isFirst = figures[setting.name] == nil
      let name = isFirst ? setting.name : "\(setting.name) \(setting.place.map { "\($0.line)" } ?? "")"
      figures[name] = setting.value
      figures[name + " from"] = origin(setting.place)
    }
    return [.ok("choices", text, figures)] + missing(chosen)
  }

  private static func origin(_ place: Document.Place?) -> String {
    place.map { "config.yaml:\($0.line)" } ?? "default"
  }

  private typealias Line = (name: String, value: String, place: Document.Place?)

  /// Every choice, made or not.
  private static func settings(_ chosen: Configuration) -> [Line] {
    let presets = chosen.takePresets?.value ?? Configuration.standardPresets
    var lines: [Line] = [
      ("theme", SafeText.line(chosen.theme?.value ?? UserConfiguration.themes), chosen.theme?.place),
      ("colors", chosen.colors?.value.rawValue ?? "auto", chosen.colors?.place),
      ("view", chosen.view?.value.rawValue ?? "all", chosen.view?.place),
      ("centred", chosen.isCentred?.value == true ? "yes" : "no", chosen.isCentred?.place),
      ("recentre", "\(chosen.recentre?.value ?? 0)", chosen.recentre?.place),
      ("mouse", chosen.hearsMouse?.value == false ? "off" : "on", chosen.hearsMouse?.place),
      ("daily loss", chosen.dailyLoss.map { "\($0.value)" } ?? "none", chosen.dailyLoss?.place),
      ("take presets", presets.map { "\($0)%" }.joined(separator: " "), chosen.takePresets?.place),
    ]
    if chosen.keyChanges.isEmpty { lines.append(("keys", "standard", nil)) }
    for change in chosen.keyChanges { lines.append(("key", "\(change.value)", change.place)) }
    if chosen.attention.isEmpty { lines.append(("attention", "none", nil)) }
    for rule in chosen.attention { lines.append(("on", SafeText.line("\(rule.value)"), rule.place)) }
    return lines
  }

  /// Programs that are to be run and cannot be found: nothing depends on them, and nobody would notice.
  private static func missing(_ chosen: Configuration) -> [Diagnosis] {
    let programs = Set(chosen.attention.compactMap(\.value.command.first)).sorted()
    return programs.filter { !ProgramSearch.finds($0) }.map { program in
      .note(
        "attention", "\(SafeText.line(program)) is not found, so it cannot call you",
        remedy: "install it, or write its whole path")
    }
  }
}
