import Foundation

@testable import Interface

/// How eyes see colours, those of most people and those that lack one of the three receptors (Machado, Oliveira
/// and Fernandes 2009, full severity).
enum Vision: CaseIterable, Sendable {
  case ordinary, deuteranopia, protanopia

  private var rows: [[Double]] {
    switch self {
    case .ordinary: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
      ]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
      ]
    }
  }

  /// The distance of two colours in CIELAB (1976), as these eyes see them.
  func distance(_ one: ThemeColor.RGB, _ other: ThemeColor.RGB) -> Double {
    let squares = zip(lab(one), lab(other)).map { ($0 - $1) * ($0 - $1) }
    return squares.reduce(0, +).squareRoot()
  }

  private func lab(_ color: ThemeColor.RGB) -> [Double] {
    let light = [color.red, color.green, color.blue].map(Self.linear)
    let seen = rows.map { row in min(1, max(0, zip(row, light).map { $0 * $1 }.reduce(0, +))) }
    let x = Self.root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047)
    let y = Self.root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2])
    let z = Self.root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  private static func root(_ value: Double) -> Double {
    value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
  }

  private static func linear(_ value: UInt8) -> Double {
    let level = Double(value) / 255
    return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
  }

  /// The ratio of WCAG 2, by its own formula.
  static func contrast(_ one: ThemeColor.RGB, _ other: ThemeColor.RGB) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static func luminance(_ color: ThemeColor.RGB) -> Double {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }
}
