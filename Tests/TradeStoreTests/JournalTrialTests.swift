import Foundation
import GRDB
import Testing

@testable import TradeStore

@Suite struct JournalTrialTests {
  @Test func aTrialTellsAndLeavesNothing() throws {
    let scratch = try Scratch()
    let trial = try JournalTrial.run(in: scratch.folder.path)
    #expect(trial.lockHolds && trial.commitTime > 0)
    #expect(trial.settings.faults.isEmpty, "\(trial.settings)")
    #expect(trial.settings.mode == "wal" && trial.settings.synchronous == 2 && trial.settings.keepsLog)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
  }

  @Test func aTrialMakesTheFolder() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.path + "/deep/er"
    _ = try JournalTrial.run(in: folder)
    #expect(FolderState(path: folder).exists)
  }

  /// A database that nobody has set up is found out.
  @Test func settingsThatDoNotHoldAreNamed() throws {
    let settings = try DatabaseQueue().inDatabase { try JournalSettings($0, limit: 4 << 20) }
    #expect(settings.faults.contains("journal_mode is memory, not wal"))
    #expect(settings.faults.contains("the log is removed when a trade is closed"))
  }

  @Test func aFolderIsDescribed() throws {
    let scratch = try Scratch()
    let folder = FolderState(path: scratch.folder.path)
    #expect(folder.exists && folder.mode == 0o700 && folder.isOwn && (folder.freeBytes ?? 0) > 0)
    let missing = FolderState(path: scratch.folder.path + "/not/there")
    #expect(!missing.exists && missing.mode == 0 && !missing.isOwn)
    #expect(missing.fileSystem == folder.fileSystem && missing.isLocal == folder.isLocal)
    #expect(FolderState(path: "/proc").fileSystem == "proc")
    #expect(FolderState(path: "relative/path").exists == false)
  }

  @Test func theLibraryIsKnown() {
    #expect(SQLiteLibrary.version.hasPrefix("3.") && SQLiteLibrary.threading != .single)
  }
}
