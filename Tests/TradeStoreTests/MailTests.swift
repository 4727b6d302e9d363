import Foundation
import Synchronization
import Testing

@testable import TradeStore

@Suite struct MailTests {
  private func isReadable(_ descriptor: Int32, timeout: Int32 = 0) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, timeout) == 1
  }

  @Test func anInboxKeepsTheOrderAndItsBound() throws {
    let inbox = try Inbox<Int>(capacity: 3)
    #expect(!isReadable(inbox.descriptor))
    #expect(inbox.drain().isEmpty)
    #expect([1, 2, 3, 4].map(inbox.send) == [true, true, true, false])
    #expect(isReadable(inbox.descriptor))
    #expect(inbox.drain() == [1, 2, 3])
    #expect(!isReadable(inbox.descriptor))
    #expect(inbox.send(5))
    #expect(isReadable(inbox.descriptor))
    #expect(inbox.drain() == [5])
    #expect(inbox.drain().isEmpty)
  }

  @Test func aMailboxKeepsTheNewest() throws {
    let mailbox = try Mailbox<String>()
    #expect(mailbox.take() == nil && mailbox.latest == nil && !isReadable(mailbox.descriptor))
    for _ in 0..<100_000 { mailbox.post("old") }
    mailbox.post("new")
    #expect(isReadable(mailbox.descriptor))
    #expect(mailbox.take() == "new")
    #expect(mailbox.take() == nil && mailbox.latest == "new" && !isReadable(mailbox.descriptor))
    mailbox.post("newer")
    #expect(isReadable(mailbox.descriptor) && mailbox.take() == "newer")
  }

  @Test func theDescriptorsDoNotOutliveTheirOwnersNorReachOtherPrograms() throws {
    var inbox: Inbox<Int>? = try Inbox<Int>(capacity: 1)
    let descriptor = try #require(inbox?.descriptor)
    #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
    #expect(fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0)
    inbox = nil
    #expect(inbox == nil)
  }

  /// Four threads send, one waits on the descriptor and drains: nothing is lost, doubled or out of a sender's
  /// order, and no wake-up is missed, or the wait would not end.
  @Test func manyThreadsLoseNothing() async throws {
    let inbox = try Inbox<(sender: Int, number: Int)>(capacity: 64)
    let count = 5_000
    let received = await withTaskGroup(of: [[Int]].self) { group in
      for sender in 0..<4 {
        group.addTask {
          for number in 0..<count {
            while !inbox.send((sender, number)) { await Task.yield() }
          }
          return []
        }
      }
      group.addTask {
        var bySender = [[Int]](repeating: [], count: 4)
        while bySender.reduce(0, { $0 + $1.count }) < 4 * count {
          while !self.isReadable(inbox.descriptor) { await Task.yield() }
          for item in inbox.drain() { bySender[item.sender].append(item.number) }
        }
        return bySender
      }
      var result: [[Int]] = []
      for await part in group where !part.isEmpty { result = part }
      return result
    }
    #expect(received == [[Int]](repeating: Array(0..<count), count: 4))
  }

  @Test func aMailboxBetweenThreadsNeverGoesBack() async throws {
    let mailbox = try Mailbox<Int>()
    let count = 20_000
    async let posted: Void = {
      for number in 1...count {
        mailbox.post(number)
        if number % 16 == 0 { await Task.yield() }
      }
    }()
    var last = 0
    while last < count {
      while !isReadable(mailbox.descriptor) { await Task.yield() }
      guard let number = mailbox.take() else { continue }
      #expect(number > last)
      last = number
    }
    await posted
  }
}
