using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>
    /// Networks in ONNX files as a view: the column <c>Architecture</c> has a row for each file, its name and the start of the SHA-256 of
    /// its content, such as <c>resnet18:0123456789abcdef</c>. Costs and every zero-shot estimator that is defined on them are computed as
    /// for any architecture. What is left out of a file, and what speaks against scores of it, goes to the log as a warning.
    /// </summary>
    /// <param name="path">A file (<c>.onnx</c>, <c>.onnx.gz</c>), or a folder, whose files are taken in the order of their names.</param>
    /// <param name="options">Size of images, and which weights; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="FileNotFoundException">There is no such file, or no ONNX file in the folder.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, or has what is not known: the message names all of it, by operation, name and position.
    /// </exception>
    public IDataView LoadNetworks(string path, NetworkFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return LoadNetworks([path], options);
    }

    /// <inheritdoc cref="LoadNetworks(string, NetworkFileOptions?)"/>
    /// <param name="paths">Files and folders, in the order of the rows.</param>
    /// <param name="options">Size of images, and which weights; null for the defaults.</param>
    public IDataView LoadNetworks(IEnumerable<string> paths, NetworkFileOptions? options = null)
    {
        var loaded = NetworkReader.Load(paths, options);
        using var channel = ((IHostEnvironment)Context).Register("NasData").Start("LoadNetworks");
        foreach (var warning in loaded.Warnings)
        {
            channel.Warning(MessageSensitivity.None, warning);
        }

        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"{loaded.Space.Size} networks"));
        return Stages.ArchitectureColumn.ViewOf(loaded.Space, [.. loaded.Space.Enumerate()], JsonSerializer.Serialize(new
        {
            source = "onnx files",
            imageSize = options?.ImageSize,
            weights = (options?.Weights ?? NetworkWeights.Anew).ToString(),
            files = loaded.Files.Select(f => new { file = f.Path, sha256 = f.Sha256 }),
            warnings = loaded.Warnings,
        }));
    }
}
