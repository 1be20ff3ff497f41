using System.Collections.Immutable;
using System.Text.Json;
using NasPipelines.Benchmarks.Tables;
using NasPipelines.Files;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// The scores of NAS-Bench-Suite-Zero (Krishnakumar et al., NeurIPS 2022) of one search space: a JSON file of zero-cost scores with the
/// seconds that each took.
/// </summary>
internal sealed class SuiteZeroFiles : BenchmarkFile
{
    private readonly string _file;
    private readonly string _encoding;
    private readonly string _truth;

    private SuiteZeroFiles(string space, string file, string encoding, string truth, ImmutableArray<string> datasets)
    {
        (Space, _file, _encoding, _truth, Datasets) = (space, file, encoding, truth, datasets);
        Truth = SuiteZeroScores.ColumnOf(datasets.FirstOrDefault(), SuiteZeroScores.Truth);
    }

    public static SuiteZeroFiles NasBench101 { get; } = new(
        "nasbench101", "zc_nasbench101.json", "naslib",
        "validation accuracy (%) that NASLib's query gives for one architecture, after 108 epochs", []);

    public static SuiteZeroFiles NasBench201 { get; } = new(
        "nasbench201", "zc_nasbench201.json", "tuple",
        "accuracy (%) of one training of 200 epochs, called validation accuracy although it lies on the grid of the test images",
        ["cifar10", "cifar100", "ImageNet16-120"]);

    public static SuiteZeroFiles NasBench301 { get; } = new(
        "nasbench301", "zc_nasbench301.json", "naslib", "accuracy (%) that NAS-Bench-301's surrogate predicts", []);

    public override string Name => $"suitezero-{Space}";

    public override string Description =>
        $"NAS-Bench-Suite-Zero's scores of {Space} (Krishnakumar et al., NeurIPS 2022): {_file}, also with .gz";

    public override string Space { get; }

    public override string Protocol =>
        $"Truth is {Truth}{(Datasets.IsEmpty ? "" : ", and the like for each data set")}: {_truth}. Columns that end in "
        + $"{SuiteZeroScores.SecondsSuffix} are what a score took. Each score is of one seed, and a score of -1e8 is missing.";

    public override ImmutableArray<string> Datasets { get; }

    public override string Truth { get; }

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        BenchmarkCheck.RequireOneLength(this, options);
        var source = TableSource.Of(path, options.MaxBytes);
        try
        {
            using var document = JsonDocument.Parse(JsonText.Read(source));
            var content = SuiteZeroScores.Of(path, document.RootElement) ?? throw new InvalidDataException(
                $"{path} holds no scores of NAS-Bench-Suite-Zero; expected is "
                + $"{{data set: {{architecture: {{score: …, '{SuiteZeroScores.Truth}': …}}}}}}");
            Read(path, content, options, rows);
        }
        catch (JsonException fault)
        {
            throw JsonText.Fault(path, fault);
        }

        rows.Source(path);
    }

    private void Read(string path, SuiteZeroScores content, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        if (Datasets.IsEmpty && content.Datasets.Count > 1)
        {
            throw new InvalidDataException($"{path}: {Space} has one data set (found {content.Datasets.Count})");
        }

        var space = SearchSpaces.Get(Space);
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, architectures) in content.Datasets)
        {
            var dataset = Datasets.IsEmpty ? null : name is not null && Datasets.Contains(name) ? name : throw new InvalidDataException(
                $"{path}: the data set '{ShownText.Of(name ?? "")}' is none of {string.Join(", ", Datasets)}");
            if (!options.Takes(dataset, null, 0, 0))
            {
                continue;
            }

            foreach (var (written, scores) in content.Architectures(name, architectures))
            {
                var text = Parse(space, path, written);
                if (!rowOf.TryGetValue(text, out var row))
                {
                    rowOf.Add(text, row = rows.Add(text));
                }

                foreach (var (score, value, seconds) in content.Scores(written, scores))
                {
                    Set(rows, row, dataset, score, value, seconds);
                }
            }
        }
    }

    private static void Set(BenchmarkRows rows, int row, string? dataset, string score, double value, double seconds)
    {
        var column = SuiteZeroScores.ColumnOf(dataset, score);
        var scope = new MeasureScope(dataset);
        if (double.IsNaN(value))
        {
            rows.Missing(row, column, score, scope, SuiteZeroScores.Failure);
        }
        else
        {
            rows.Set(row, column, score == SuiteZeroScores.Truth ? "accuracy (%)" : $"{score} as NASLib computes it", value, scope);
        }

        if (!double.IsNaN(seconds))
        {
            rows.Set(row, column + SuiteZeroScores.SecondsSuffix, $"seconds that {column} took", seconds, scope);
        }
    }

    private string Parse(SearchSpace space, string path, string written)
    {
        try
        {
            return space.Parse(written, _encoding).Text;
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }
}
