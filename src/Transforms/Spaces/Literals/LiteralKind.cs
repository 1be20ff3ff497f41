namespace NasPipelines.Spaces.Literals;

/// <summary>What a literal is.</summary>
internal enum LiteralKind
{
    /// <summary>A number; True and False are 1 and 0.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A word without quotes, such as None or a type.</summary>
    Name,

    /// <summary>Values in an order: a list, tuple, set, range or array.</summary>
    List,

    /// <summary>Values by name: a dictionary, a JSON object, a call with names.</summary>
    Map,
}
