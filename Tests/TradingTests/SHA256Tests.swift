import Testing

@testable import Trading

/// The vectors published with FIPS 180-4, and what they do not cover: every length around a block's end.
@Suite struct SHA256Tests {
  private func digest(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return SHA256.hex(hash.finalize())
  }

  @Test func theStandardsVectors() {
    #expect(digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(digest("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    let long =
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
      + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
    #expect(digest(long.utf8) == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")
  }

  @Test func aMillionTimesTheLetterA() {
    #expect(
      digest(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func piecesMakeTheSameDigestAsTheWhole() {
    for length in 0...200 {
      let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      let whole = digest(message)
      for cut in [0, length / 3, length / 2, length] {
        var hash = SHA256()
        hash.update(message[..<cut])
        hash.update(message[cut...])
        #expect(SHA256.hex(hash.finalize()) == whole, "length \(length), cut \(cut)")
      }
    }
  }

  /// A digest of digests over all lengths from 0 to 130, computed with coreutils' sha256sum.
  @Test func everyLengthAroundABlocksEnd() {
    var all = SHA256()
    for length in 0...130 {
      all.update(digest(repeatElement(UInt8(ascii: "x"), count: length)).utf8)
    }
    #expect(SHA256.hex(all.finalize()) == "87aca1c44bc7ba8897768170211f0a02063de70801131ff86c7edb9ce32c6a50")
  }

  @Test func aHashBeginsAnewAfterItsEnd() {
    var hash = SHA256()
    hash.update("something else".utf8)
    _ = hash.finalize()
    hash.update("abc".utf8)
    #expect(
      SHA256.hex(hash.finalize()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
