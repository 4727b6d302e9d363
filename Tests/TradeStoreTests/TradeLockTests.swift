import Foundation
import Testing

@testable import TradeStore

@Suite struct TradeLockTests {
  @Test func aSecondOwnerInTheSameProcessIsToldWhoHasIt() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    #expect(lock.isHeld)
    let error = #expect(throws: StoreError.self) { _ = try TradeLock.take(lock.files) }
    guard case .held(let id, let holder) = error else { return #expect(Bool(false), "two owners") }
    #expect(id == lock.files.id)
    #expect(holder?.pid == getpid())
    #expect((holder?.start ?? 0) > 0)
    #expect(holder?.boot.isEmpty == false)
    #expect(TradeLock.holder(of: lock.files)?.pid == getpid())
    #expect(TradeLock.holder(of: lock.files)?.pid == getpid(), "asking takes nothing away")
    lock.release()
    lock.release()
    #expect(!lock.isHeld)
    #expect(TradeLock.holder(of: lock.files) == nil)
    let again = try TradeLock.take(lock.files)
    #expect(again.isHeld)
  }

  @Test func aLockGoesWithItsObject() throws {
    let scratch = try Scratch()
    var lock: TradeLock? = try scratch.begin()
    let files = try #require(lock?.files)
    lock = nil
    #expect(lock == nil && TradeLock.holder(of: files) == nil)
    _ = try TradeLock.take(files)
  }

  @Test func anotherProcessHoldsItUntilItEnds() throws {
    let scratch = try Scratch()
    let files = try scratch.filled(0)
    let probe = try Probe("hold", scratch.folder.path, files.id)
    #expect(probe.piece() == "held\n")
    let pid = probe.process.processIdentifier
    #expect(TradeLock.holder(of: files)?.pid == pid)
    let message = refusal { _ = try TradeLock.take(files) }
    #expect(message?.hasPrefix("\(files.id) is open elsewhere: process \(pid) ") == true)
    let second = try Probe("hold", scratch.folder.path, files.id)
    #expect(second.rest().contains("is open elsewhere: process \(pid)"))
    probe.kill()
    #expect(TradeLock.holder(of: files) == nil)
    let lock = try TradeLock.take(files)
    #expect(TradeLock.holder(of: lock.files)?.pid == getpid())
  }

  @Test func theMessageNamesProcessTerminalAndTime() {
    let holder = LockHolder(
      pid: 4711, start: 9, boot: "b", terminal: "/dev/pts/3", since: 1_795_443_120_000_000)
    #expect(holder.description == "process 4711 on /dev/pts/3, since 2026-11-23 14:12 UTC")
    #expect(LockHolder(content: holder.content) == holder)
    #expect(LockHolder(content: "pid 4711\nstart 9\n") == nil)
    #expect(LockHolder(content: "") == nil)
    let hostile = "pid 1\nstart 2\nboot b\nterminal \u{1B}[2J\u{202E}x\nsince 3\n"
    #expect(LockHolder(content: hostile)?.terminal == "?[2J?x")
  }

  @Test func aLinkInPlaceOfTheLockIsNotFollowed() throws {
    let scratch = try Scratch()
    let files = try scratch.folder.files(id: "x-1")
    #expect(symlink("/tmp/nowhere", files.lock) == 0)
    #expect(refusal { _ = try TradeLock.take(files) }?.contains(files.lock) == true)
  }
}
