using NasPipelines.TestKit;
using System.Security.Cryptography;
using System.Text;
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

    public static byte[] Parquet() => Written("table.parquet", path =>
    {
        var data = new MLContext().Nas().Data;
        File.WriteAllText(path + ".tsv", "arch\taccuracy\n333333\t93.5\nssssss\t\n3sss3s\t12\n");
        data.SaveAsParquet(data.LoadBenchmark(path + ".tsv", SearchSpaces.NasBench201.Name), path);
    });

    public static byte[] BinaryTable() => Written("table.idv", path =>
    {
        var data = new MLContext().Nas().Data;
        File.WriteAllText(path + ".tsv", "arch\taccuracy\n333333\t93.5\nssssss\t\n3sss3s\t12\n");
        data.SaveAsBinary(data.LoadBenchmark(path + ".tsv", SearchSpaces.NasBench201.Name), path);
    });

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

    public static byte[] ScoreJournal() => Written("a.journal", path => NasPipelines.Scoring.Journals.ScoreJournal.Open(path).Dispose());

    public static void OpenScoreJournal(string path)
    {
        foreach (var beside in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "-*"))
        {
            File.Delete(beside);
        }

        NasPipelines.Scoring.Journals.ScoreJournal.Open(path).Dispose();
    }

    private static byte[] Written(string name, Action<string> write)
    {
        using var folder = new TemporaryFolder();
        write(folder.File(name));
        return File.ReadAllBytes(folder.File(name));
    }
}
