namespace NasPipelines.Spaces.NasBench101;

/// <summary>The ways to write a cell, which NAS-Bench-1Shot1 shares.</summary>
internal static class NasBench101Encodings
{
    public static IReadOnlyList<ArchitectureEncoding> All { get; } =
    [
        new BitsEncoding(),
        new RecordEncoding(),
        new NniEncoding(),
        new MatrixEncoding("matrix", "[[0, 1, …], …], ['input', …, 'output'], as for the benchmark's ModelSpec", MatrixText.Matrix),
        new MatrixEncoding("tuple", "(0, 1, …, 'input', …, 'output'), as in NASLib", MatrixText.Tuple),
        new NasLibEncoding(),
    ];
}
