import Screen
import TradeStore

/// What trades rest on: a journal is made, written, read back and removed again where theirs are; and the trades
/// themselves, by their journals.
enum DoctorStore {
  static func diagnoses() -> [Diagnosis] {
    guard let state = UserFiles.folders.state else { return [] }
    return trial(in: state) + trades()
  }

  private static func trial(in folder: String) -> [Diagnosis] {
    do {
      let trial = try JournalTrial.run(in: folder)
      return [settings(trial.settings), writing(trial.commitTime), lock(trial.lockHolds)]
    } catch {
      return [
        .bad("journal", SafeText.line("\(error)"), remedy: "open no trade here until a journal can be kept")
      ]
    }
  }

  private static func settings(_ settings: JournalSettings) -> Diagnosis {
    let figures = [
      "journal_mode": settings.mode, "synchronous": "\(settings.synchronous)",
      "persistentLog": "\(settings.keepsLog)", "journal_size_limit": "\(settings.logLimit)",
    ]
    guard settings.faults.isEmpty else {
      return .bad(
        "journal", settings.faults.joined(separator: "; "),
        remedy: "another libsqlite3: this one does not keep what it was told", figures)
    }
    return .ok(
      "journal",
      "read back: \(settings.mode), synchronous \(settings.synchronous) (FULL), log kept to "
        + "\(settings.logLimit >> 20) MiB", figures)
  }

  private static func writing(_ commitTime: Int64) -> Diagnosis {
    let tenths = (commitTime + 50) / 100
    let text = "written, reopened, verified, removed; a commit took \(tenths / 10).\(tenths % 10) ms"
    let figures = ["commitMicroseconds": "\(commitTime)"]
    guard commitTime < 100_000 else {
      return .note(
        "disk", text, remedy: "a faster disk: what is shown and sent waits for every commit", figures)
    }
    return .ok("disk", text, figures)
  }

  private static func lock(_ holds: Bool) -> Diagnosis {
    guard holds else {
      return .bad(
        "lock", "a second owner was not refused",
        remedy: "set XDG_STATE_HOME to a local disk: two programs could act on one trade")
    }
    return .ok("lock", "a second owner is refused, and told who has the trade")
  }

  private static func trades() -> [Diagnosis] {
    guard let path = try? TradeFolder.statePath(), FolderState(path: path).exists else {
      return [.ok("trades", "none yet", ["trades": "0", "open": "0"])]
    }
    do {
      let folder = try TradeFolder(path: path)
      return told(try folder.list())
    } catch {
      return [.bad("trades", SafeText.line("\(error)"), remedy: "tranche list needs the folder as it says")]
    }
  }

  private static func told(_ all: [TradeFiles]) -> [Diagnosis] {
    var open: [(id: String, owner: LockHolder?)] = []
    var unreadable: [String] = []
    for files in all {
      do {
        if try !StoredTrades.read(files).trade.isClosed {
          open.append((files.id, TradeLock.holder(of: files)))
        }
      } catch {
        if !StoredTrades.neverBegan(error) { unreadable.append(files.id) }
      }
    }
    let owned = open.filter { $0.owner != nil }
    var text = "\(all.count), of which \(open.count) open"
    if !open.isEmpty { text += " and \(owned.count) watched" }
    // The newest of them; a list of all is what tranche list is for.
    for (id, owner) in owned.suffix(3) { text += "; \(id): \(owner.map { "\($0)" } ?? "")" }
    let figures = [
      "trades": "\(all.count)", "open": open.map(\.id).joined(separator: " "),
      "owned": owned.map(\.id).joined(separator: " "), "unreadable": unreadable.joined(separator: " "),
    ]
    guard unreadable.isEmpty else {
      let named = unreadable.suffix(3).joined(separator: " ")
      return [
        .bad(
          "trades", text + "; \(unreadable.count) cannot be read: \(named)", remedy: "tranche list says why",
          figures)
      ]
    }
    return [.ok("trades", text, figures)]
  }
}
