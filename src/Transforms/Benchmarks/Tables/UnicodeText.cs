using System.Text;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Text as UTF-8, whatever its byte order mark says.</summary>
internal static class UnicodeText
{
    private static readonly Encoding[] Marked =
        [Encoding.UTF8, new UTF32Encoding(false, true), Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>The text in UTF-8, without a mark.</summary>
    public static byte[] Utf8(byte[] bytes)
    {
        foreach (var encoding in Marked)
        {
            var mark = encoding.Preamble;
            if (bytes.AsSpan().StartsWith(mark))
            {
                return encoding is UTF8Encoding ? bytes[mark.Length..] : Encoding.Convert(encoding, Encoding.UTF8, bytes[mark.Length..]);
            }
        }

        return bytes;
    }
}
