using NasPipelines.Files.Pickles;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>NAS-Bench-201's files: one of all architectures, or an archive per architecture.</summary>
internal sealed class NasBench201File : CellBenchmarkFile
{
    public override string Name => "nasbench201";

    public override string Description =>
        "NAS-Bench-201 (Dong and Yang, ICLR 2020): NAS-Bench-201-v1_1-096897.pth, or the "
            + "archive of an architecture, 000011-FULL.pth, or a folder of them";

    protected override void ReadAll(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.pth").Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"{path} holds no .pth file", path);
        }

        var results = new CellResults(options, rows);
        foreach (var file in files)
        {
            var root = new PickleNode(file, TorchFile.Read(file, Skip(rows), options.MaxBytes).Root);
            if (root.Find("full") is null && root.Find("less") is null)
            {
                AddOverview(root, results);
            }
            else
            {
                AddSingle(file, root, results, texts: null);
            }

            rows.Source(file);
        }
    }
}
