namespace NasPipelines.Benchmarks;

/// <summary>Channels and image sizes of the three stages of a NAS-Bench-201 network.</summary>
internal static class Stages
{
    public static IReadOnlyList<(int Channels, int Size)> All { get; } = [(16, 32), (32, 16), (64, 8)];
}
