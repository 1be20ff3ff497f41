using System.Text;

namespace NasPipelines.Files.Pickles;

/// <summary>Short texts, each kept once: a benchmark writes the same thousand keys millions of times.</summary>
internal sealed class PickleTexts
{
    private const int Slots = 1 << 12;
    private const int Longest = 48;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly string?[] _texts = new string?[Slots];
    private readonly byte[]?[] _encoded = new byte[]?[Slots];

    /// <summary>The text of some bytes, and whether it is new.</summary>
    /// <exception cref="DecoderFallbackException">They are not UTF-8.</exception>
    public (string Text, bool IsNew) Get(ReadOnlySpan<byte> bytes, bool latin1)
    {
        if (bytes.Length > Longest)
        {
            return (Decode(bytes, latin1), true);
        }

        var hash = 2166136261u;
        foreach (var next in bytes)
        {
            hash = (hash ^ next) * 16777619;
        }

        var slot = (hash ^ (hash >> 15)) % Slots;
        if (_encoded[slot] is { } known && bytes.SequenceEqual(known) && (!latin1 || Ascii.IsValid(bytes)))
        {
            return (_texts[slot]!, false);
        }

        var text = Decode(bytes, latin1);
        if (!latin1 || Ascii.IsValid(bytes))
        {
            (_encoded[slot], _texts[slot]) = (bytes.ToArray(), text);
        }

        return (text, true);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool latin1) =>
        latin1 ? Encoding.Latin1.GetString(bytes) : Utf8.GetString(bytes);
}
