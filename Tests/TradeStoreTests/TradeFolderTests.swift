import Foundation
import Testing

@testable import TradeStore

@Suite struct TradeFolderTests {
  @Test func theStateFolderFollowsTheEnvironment() throws {
    func path(_ variables: [String: String]) throws -> String {
      try TradeFolder.statePath { variables[$0] }
    }
    #expect(try path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/tranche/trades")
    #expect(try path(["HOME": "/h"]) == "/h/.local/state/tranche/trades")
    #expect(try path(["XDG_STATE_HOME": "relative", "HOME": "/h"]) == "/h/.local/state/tranche/trades")
    #expect(refusal { _ = try path(["HOME": ""]) }?.contains("XDG_STATE_HOME") == true)
  }

  @Test func namesAreShortAndUnique() throws {
    let scratch = try Scratch()
    let locks = try (0..<12).map { _ in try scratch.begin() }
    #expect(locks[0].files.id == "btcusdt-20261123-1412-1")
    #expect(locks[11].files.id == "btcusdt-20261123-1412-12")
    #expect(try scratch.folder.list().isEmpty, "a name without a journal is no trade yet")
    for lock in locks { try Journal.create(lock).close() }
    let ids = try scratch.folder.list().map(\.id)
    #expect(ids == (1...12).map { "btcusdt-20261123-1412-\($0)" })
    #expect(TradeFolder.stem(symbol: "币安人生", wallTime: 0) == "trade-19700101-0000")
    #expect(
      TradeFolder.stem(symbol: "binance:1000PEPE/USDT", wallTime: 0) == "binance1000pepeusdt-19700101-0000")
    // Also when only the journal is left of an earlier trade.
    locks[0].release()
    unlink(locks[0].files.lock)
    #expect(try scratch.begin().files.id == "btcusdt-20261123-1412-13")
  }

  /// Trades of one minute are told apart by their number, whatever they trade.
  @Test func theNewestOfAMinuteComesLast() throws {
    let scratch = try Scratch()
    try Journal.create(try scratch.begin()).close()
    try Journal.create(try scratch.folder.begin(symbol: "ETHUSDT", wallTime: 1_795_443_125_000_000)).close()
    try Journal.create(try scratch.begin()).close()
    let ids = try scratch.folder.list().map(\.id)
    #expect(
      ids == ["btcusdt-20261123-1412-1", "ethusdt-20261123-1412-2", "btcusdt-20261123-1412-3"])
  }

  /// By number, not by letters: the tenth comes behind the ninth.
  @Test func theTenthOfAMinuteComesBehindTheNinth() throws {
    let scratch = try Scratch()
    for _ in 1...11 { try Journal.create(try scratch.begin()).close() }
    #expect(try scratch.folder.list().map(\.id) == (1...11).map { "btcusdt-20261123-1412-\($0)" })
  }

  @Test func aListShowsNothingButJournals() throws {
    let scratch = try Scratch()
    let files = try scratch.filled(1)
    for name in ["notes.txt", "UPPER.trade", "-x.trade", "a b.trade", ".trade"] {
      _ = FileManager.default.createFile(atPath: scratch.folder.path + "/" + name, contents: Data())
    }
    mkdir(scratch.folder.path + "/folder.trade", 0o700)
    symlink("/etc/passwd", scratch.folder.path + "/link.trade")
    #expect(try scratch.folder.list() == [files])
  }

  @Test func aNameCannotLeaveTheFolder() throws {
    let scratch = try Scratch()
    let long = String(repeating: "a", count: 65)
    for id in ["", "..", "../x", "a/b", "a b", "-rf", "x;y", "$(x)", "ä", "A", "x\n", "x\u{0}", long] {
      #expect(throws: StoreError.identifier(id)) { _ = try scratch.folder.files(id: id) }
    }
    #expect(try scratch.folder.files(id: "btcusdt-20261123-1412-1").id == "btcusdt-20261123-1412-1")
  }

  @Test func aFolderThatOthersCanEnterIsRefused() throws {
    let scratch = try Scratch()
    chmod(scratch.folder.path, 0o750)
    #expect(
      refusal { _ = try TradeFolder(path: scratch.folder.path, force: true) }
        == "\(scratch.folder.path): others can read it; chmod 700 it")
    chmod(scratch.folder.path, 0o700)
    _ = FileManager.default.createFile(atPath: scratch.folder.path + "/file", contents: Data())
    #expect(
      refusal { _ = try TradeFolder(path: scratch.folder.path + "/file", force: true) }?.contains("folder")
        == true)
  }

  @Test func networkFilesystemsAreKnownByTheMountTable() {
    let table = MountTable(
      """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/vda rw
      30 22 0:40 / /home rw,relatime - nfs4 server:/home rw
      31 30 8:2 / /home/local\\040disk rw,relatime shared:7 master:2 - xfs /dev/vdb rw
      32 22 0:41 / /mnt/far rw - ext4 /dev/vdc rw
      33 22 0:42 / /mnt/far rw - fuse.sshfs far: rw
      broken line
      """)
    #expect(table.kind(of: "/var/lib") == "ext4")
    #expect(table.kind(of: "/home/ann/.local/state") == "nfs4")
    #expect(table.kind(of: "/home") == "nfs4")
    #expect(table.kind(of: "/homely") == "ext4")
    #expect(table.kind(of: "/home/local disk/x") == "xfs")
    #expect(table.kind(of: "/mnt/far/x") == "fuse.sshfs")
    #expect(["nfs4", "cifs", "fuse.sshfs", "fuseblk", "9p"].allSatisfy(MountTable.isUnsafe))
    #expect(!["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs"].contains(where: MountTable.isUnsafe))
    #expect(MountTable.current()?.kind(of: "/proc") == "proc")
  }
}
