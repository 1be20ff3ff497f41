using NasPipelines.Files;
using NasPipelines.Files.Pickles;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// NATS-Bench's topology files: a folder with an overview and a file per architecture, each a pickle compressed by bzip2.
/// </summary>
internal sealed class NatsBenchFiles : CellBenchmarkFile
{
    private const string Ending = ".pickle.pbz2";
    private const string Overview = "meta" + Ending;

    public override string Name => "nats-bench";

    public override string Description =>
        "NATS-Bench topology space (Dong et al., TPAMI 2021): the folder NATS-tss-v1_0-3ffb9-simple or -full, or one file of it";

    protected override void ReadAll(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        var results = new CellResults(options, rows);
        if (!Directory.Exists(path))
        {
            AddFile(path, Load(path, options, rows), results, rows, texts: null);
            return;
        }

        string[] files = [.. Directory.EnumerateFiles(path, "*" + Ending).Order(StringComparer.Ordinal)];
        var overview = Path.Combine(path, Overview);
        if (!files.Contains(overview) || files.Length == 1)
        {
            throw new FileNotFoundException(
                $"{path} must hold {Overview} and a file per architecture, such as 000011{Ending} (found {files.Length} files)", path);
        }

        string[] texts = [.. Load(overview, options, rows)["meta_archs"].Items.Select(item => item.Text)];
        rows.Source(overview);
        foreach (var file in files.Where(file => file != overview))
        {
            AddFile(file, Load(file, options, rows), results, rows, texts);
        }
    }

    private static void AddFile(string file, PickleNode root, CellResults results, BenchmarkRows rows, string[]? texts)
    {
        if (root.Find("arch2infos") is { IsNone: false })
        {
            AddOverview(root, results);
        }
        else
        {
            AddSingle(file, root, results, texts);
        }

        rows.Source(file);
    }

    private static PickleNode Load(string file, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        using var content = Bzip2File.Open(file, options.MaxBytes);
        var pickle = new PickleOptions { Globals = PickleGlobals.Numpy, Skip = Skip(rows) };
        return new(file, SafePickle.Read(new(file, content), pickle));
    }
}
