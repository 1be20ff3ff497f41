namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Damages bytes, the same way for the same seed.</summary>
public sealed class Mutator(ulong seed)
{
    private static readonly byte[] Interesting =
    [
        0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, (byte)'0', (byte)'9', (byte)'"', (byte)'[', (byte)'(', (byte)'.', (byte)'}', (byte)'-',
    ];

    private ulong _state = seed;

    /// <summary>A whole number from 0 to below <paramref name="below"/>.</summary>
    public int Next(int below)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }

    /// <summary>A copy with one to eight damages.</summary>
    /// <param name="original">What is damaged.</param>
    /// <param name="other">What parts are taken from.</param>
    public byte[] Damage(byte[] original, byte[] other)
    {
        ArgumentNullException.ThrowIfNull(other);
        List<byte> bytes = [.. original];
        for (var i = 1 << Next(4); i > 0; i--)
        {
            DamageOnce(bytes, other);
        }

        return [.. bytes];
    }

    private void DamageOnce(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(other.AsSpan(0, Math.Min(other.Length, 16)));
            return;
        }

        var at = Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 + Next(1 << Next(10)));
        switch (Next(9))
        {
            case 0: bytes[at] ^= (byte)(1 << Next(8)); break;
            case 1: bytes[at] = (byte)Next(256); break;
            case 2: bytes[at] = Interesting[Next(Interesting.Length)]; break;
            case 3: bytes.RemoveRange(at, length); break;
            case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 5: bytes.InsertRange(at, Enumerable.Range(0, Math.Min(length, 16)).Select(_ => (byte)Next(256))); break;
            case 6: bytes.RemoveRange(at, Next(4) == 0 ? bytes.Count - at : length); break;
            case 7: Overwrite(bytes, at, [.. Enumerable.Repeat(Interesting[Next(7)], 1 << Next(4))]); break;
            default:
                var from = other.Length > 0 ? Next(other.Length) : 0;
                bytes.InsertRange(Next(bytes.Count), other.AsSpan(from, Math.Min(other.Length - from, length)).ToArray());
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }
}
