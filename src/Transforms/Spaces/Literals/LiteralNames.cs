namespace NasPipelines.Spaces.Literals;

/// <summary>What words without quotes stand for.</summary>
internal static class LiteralNames
{
    /// <summary>The word after the last dot: of np.int64 it is int64.</summary>
    public static string Short(string word) => word[(word.LastIndexOf('.') + 1)..];

    public static Literal Meaning(string word) => Short(word) switch
    {
        "True" or "true" or "True_" => Literal.OfNumber(1, word),
        "False" or "false" or "False_" => Literal.OfNumber(0, word),
        _ => Literal.OfName(word),
    };
}
