import Glibc
import Screen
import TradeStore

/// Where the user's files are, and whether what lies there can be used.
enum DoctorFolders {
  static func diagnoses() -> [Diagnosis] { [state(), configuration(), instruments(), runtime()] }

  private static func state() -> Diagnosis {
    guard let path = try? TradeFolder.statePath() else {
      return .bad(
        "state", "neither XDG_STATE_HOME nor HOME is an absolute path", remedy: "set one of them")
    }
    let folder = FolderState(path: path)
    let disk =
      folder.fileSystem.map { "\($0), \(folder.isLocal ? "local" : "not local")" } ?? "disk not known"
    let free = folder.freeBytes.map { ", \(size($0)) free" } ?? ""
    let mode = octal(folder.mode)
    let there = folder.exists ? "mode \(mode)" : "not there yet"
    let text = "\(shown(path)): \(there), \(disk)\(free)"
    let figures = [
      "path": path, "exists": "\(folder.exists)", "mode": folder.exists ? mode : "",
      "fileSystem": folder.fileSystem ?? "", "local": "\(folder.isLocal)",
      "freeBytes": folder.freeBytes.map { "\($0)" } ?? "",
    ]
    guard folder.isLocal else {
      return .bad(
        "state", text, remedy: "set XDG_STATE_HOME to a local disk: locks may not hold here", figures)
    }
    var standing = stat()
    // A link that leads nowhere, or a file.
    if !folder.exists, lstat(path, &standing) == 0 {
      return .bad("state", "\(shown(path)): not a folder", remedy: "move it away", figures)
    }
    // What opening it would say, but without making it.
    if folder.exists, let (reason, remedy) = refusal(path) {
      return .bad("state", text + ": " + reason, remedy: remedy, figures)
    }
    guard (folder.freeBytes ?? .max) >= 64 << 20 else {
      return .bad("state", text, remedy: "make room: a journal that cannot grow stops its trade", figures)
    }
    return .ok("state", text, figures)
  }

  private static func refusal(_ path: String) -> (reason: String, remedy: String)? {
    do {
      _ = try TradeFolder(path: path)
      return nil
    } catch {
      if case .unsafe(_, let reason, let remedy) = error { return (reason, remedy) }
      return (SafeText.line("\(error)"), "put it right, or set XDG_STATE_HOME to another place")
    }
  }

  private static func configuration() -> Diagnosis {
    guard let path = UserFiles.folders.configuration else {
      return .note(
        "config", "neither XDG_CONFIG_HOME nor HOME is an absolute path", remedy: "set one of them")
    }
    let plans = UserFiles.names(.plans)
    let themes = UserFiles.names(.themes)
    let figures = [
      "path": path, "plans": plans.joined(separator: " "), "themes": themes.joined(separator: " "),
    ]
    guard FolderState(path: path).exists else {
      return .ok("config", "\(shown(path)): not there, nothing of your own", figures)
    }
    return .ok("config", "\(shown(path)): \(list("plans", plans)), \(list("themes", themes))", figures)
  }

  private static func list(_ what: String, _ names: [String]) -> String {
    guard !names.isEmpty else { return "no \(what)" }
    let more = names.count > 4 ? " and \(names.count - 4) more" : ""
    return "\(what) \(names.prefix(4).joined(separator: " "))\(more)"
  }

  private static func instruments() -> Diagnosis {
    do {
      let known = try KnownInstruments.load()
      let own = known.catalogue.instruments.count { known.origin(of: $0) != .builtIn }
      let total = known.catalogue.instruments.count
      return .ok(
        "contracts", "\(total) contracts, \(own) of your own",
        ["contracts": "\(total)", "own": "\(own)", "file": UserFiles.instruments ?? ""])
    } catch {
      let lines = "\(error)".split(separator: "\n")
      let more = lines.count > 1 ? " (and \(lines.count - 1) more)" : ""
      return .bad(
        "contracts", shown("\(lines.first ?? "")") + more,
        remedy: "tranche instruments tells all that is wrong in it")
    }
  }

  private static func runtime() -> Diagnosis {
    guard let path = UserFiles.folders.runtime else {
      return .note("runtime", "XDG_RUNTIME_DIR is not set: watchers meet in run of the trades' folder")
    }
    return .ok("runtime", "\(shown(path)): where watchers meet", ["path": path])
  }

  /// A path with `~` for the home folder, as one line.
  private static func shown(_ path: String) -> String {
    let text = SafeText.line(path)
    guard let home = getenv("HOME").map({ String(cString: $0) }), home.count > 1, text.hasPrefix(home + "/")
    else { return text }
    return "~" + text.dropFirst(home.count)
  }

  private static func octal(_ mode: UInt32) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Bytes in whole MB or GB.
  private static func size(_ bytes: UInt64) -> String {
    bytes >= 10_000_000_000 ? "\(bytes / 1_000_000_000) GB" : "\(bytes / 1_000_000) MB"
  }
}
