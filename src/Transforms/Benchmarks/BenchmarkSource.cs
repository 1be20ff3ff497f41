using NasPipelines.Files;

namespace NasPipelines.Benchmarks;

/// <summary>A file that data were read from.</summary>
/// <param name="File">Its name without its folder.</param>
/// <param name="Sha256">The SHA-256 of the file as it lies on disk, in lower-case hexadecimal.</param>
internal sealed record BenchmarkSource(string File, string Sha256)
{
    internal static BenchmarkSource Of(string path) => new(Path.GetFileName(path), InputFile.Sha256(path));
}
