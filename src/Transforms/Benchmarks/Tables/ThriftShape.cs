namespace NasPipelines.Benchmarks.Tables;

/// <summary>The wire types of a structure's fields, and what lies inside some of them.</summary>
internal sealed record ThriftShape((int Id, byte Type)[] Fields, params (int Id, byte Element, ThriftShape? Inner)[] Inside)
{
    /// <summary>A boolean, whose value is in its type: 1 or 2.</summary>
    public const byte Bool = 2;
    public const byte I8 = 3;
    public const byte I16 = 4;
    public const byte I32 = 5;
    public const byte I64 = 6;
    public const byte Float = 7;
    public const byte Binary = 8;
    public const byte List = 9;
    public const byte Struct = 12;

    /// <summary>A structure without known fields.</summary>
    public static ThriftShape Empty { get; } = new([]);

    /// <summary>Where the walk keeps the numbers of this structure: that of field 1 one further; 0 where it keeps none.</summary>
    public int Slot { get; init; }

    /// <summary>The field whose place the walk keeps, or 0.</summary>
    public int Mark { get; init; }
}
