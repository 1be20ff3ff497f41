namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>A reader under damaged input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FileName">The name that its file needs.</param>
/// <param name="Seeds">Valid contents that are damaged.</param>
/// <param name="Wrap">Puts content into its file, so that damage gets past checksums and compression.</param>
/// <param name="Read">Reads the file; it succeeds or throws <see cref="InvalidDataException"/>.</param>
/// <param name="Rounds">Inputs of a short run: fewer where making or reading one takes long.</param>
public sealed record FuzzTarget(
    string Name, string FileName, IReadOnlyList<byte[]> Seeds, Func<byte[], byte[]> Wrap, Action<string> Read, int Rounds = 150);
