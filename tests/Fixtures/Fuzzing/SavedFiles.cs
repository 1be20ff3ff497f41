using NasPipelines.TestKit;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using Journal = NasPipelines.Scoring.Journals.ScoreJournal;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Files that the product itself writes, small ones.</summary>
internal static class SavedFiles
{
    private const string Magic = "NasPipelines.Supernet/1\n";

    private static readonly NetworkOptions Network =
        new() { Channels = 2, CellsPerStage = 1, Classes = 2, ImageSize = 8, AffineCells = false };

    public static byte[] Supernet() => Written("a.onnx", path =>
        SupernetModel.Create(
            SearchSpaces.NasBench201, Network, ParameterSource.Seeded(1), new() { Normalisation = ImageNormalisation.None(3) }).Save(path));

    /// <summary>A checkpoint without its magic and its hash: an empty list of values, and a header with every field.</summary>
    public static byte[] CheckpointBody()
    {
        var header = """
            {"Space":"nasbench201","Network":{"Channels":2,"Classes":2},"Recipe":"1 epochs","Images":"00","Mean":[0.5],"Deviation":[0.25],
            "Epochs":[{"Epoch":1,"Loss":2.5,"Probes":{"tau":"NaN"}}],"Touched":["stem.conv.weight"],"Kept":["|none~0|"]}
            """u8;
        return [.. BitConverter.GetBytes(header.Length), .. header, 1, 0, 0, 0, 1, 0, 0, 0, (byte)'a', 2, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0,
            64, 0, 0, 0, 0];
    }

    public static byte[] Checkpoint(byte[] body) =>
        [.. Encoding.ASCII.GetBytes(Magic + Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant()), .. body];

    /// <summary>The same of a network that can be made: its parameters, all zero.</summary>
    public static byte[] NetworkCheckpointBody()
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Space = "nasbench201", Network, Recipe = "1 epochs", Images = "00", Mean = new[] { 0.5, 0.5, 0.5 },
            Deviation = new[] { 0.25, 0.25, 0.25 },
            Epochs = new[] { new { Epoch = 1, Loss = 2.5, Probes = new Dictionary<string, double>() } },
            Touched = new[] { "stem.conv.weight" },
        });
        var parameters = SearchSpaces.NasBench201.BuildSupernet(Network).Parameters.ToList();
        return [.. BitConverter.GetBytes(header.Length), .. header, .. BitConverter.GetBytes(parameters.Count),
            .. parameters.SelectMany(p => (byte[])[.. Text(p.Name), .. Zeros(p.Shape.Aggregate(1, (size, side) => size * (int)side))]),
            .. BitConverter.GetBytes(0)];
    }

    /// <summary>A journal of two estimators and two architectures, with all that computing them again takes.</summary>
    public static byte[] ScoreJournal() => Written("a.journal", path =>
    {
        using var journal = Journal.Open(path);
        Score(journal);
    });

    /// <summary>Scores what the journal has scores of.</summary>
    public static void Score(Journal journal)
    {
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.Sample("nasbench201", count: 2, seed: 1);
        using var stage = nas.Transforms.ZeroShot(["synflow", "relu_logdet"], new()
        {
            Network = new() { Channels = 2, CellsPerStage = 1, Classes = 2, ImageSize = 8 }, BatchSize = 2, Journal = journal,
            Images = ImageSet.Create(new byte[4 * 192], [0, 1, 0, 1], new ImageShape(3, 8, 8), 2),
        }).Fit(architectures);
        stage.ScoreAll(architectures);
    }

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Zeros(int count) => [.. BitConverter.GetBytes(count), .. new byte[4 * count]];

    private static byte[] Written(string name, Action<string> write)
    {
        using var folder = new TemporaryFolder();
        write(folder.File(name));
        return File.ReadAllBytes(folder.File(name));
    }
}
