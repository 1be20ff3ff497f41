namespace NasPipelines.Benchmarks.Tables;

/// <summary>Python writes NaN and Infinity into JSON, which has no such words.</summary>
internal static class JsonNumbers
{
    private static readonly byte[][] Words = ["NaN"u8.ToArray(), "-Infinity"u8.ToArray(), "Infinity"u8.ToArray()];

    /// <summary>The text with these words in quotes; the text itself where it has none.</summary>
    public static byte[] Quoted(byte[] json)
    {
        if (json.AsSpan().IndexOf("NaN"u8) < 0 && json.AsSpan().IndexOf("Infinity"u8) < 0)
        {
            return json;
        }

        using var quoted = new MemoryStream(json.Length + (json.Length / 8));
        var (text, from) = (false, 0);
        for (var i = 0; i < json.Length; i++)
        {
            if (text)
            {
                text = json[i] != '"';
                i += json[i] == '\\' ? 1 : 0; // what follows is escaped
                continue;
            }

            text = json[i] == '"';
            var word = text ? null : Array.Find(Words, known => json.AsSpan(i).StartsWith(known));
            if (word is not null)
            {
                quoted.Write(json, from, i - from);
                quoted.WriteByte((byte)'"');
                quoted.Write(word);
                quoted.WriteByte((byte)'"');
                i += word.Length - 1;
                from = i + 1;
            }
        }

        quoted.Write(json, from, json.Length - from);
        return quoted.ToArray();
    }
}
