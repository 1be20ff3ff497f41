using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>The files of NDS (Radosavovic et al., ICCV 2019): a JSON list of training jobs; several seeds are several files.</summary>
internal sealed partial class NdsFiles : BenchmarkFile
{
    private const int Stages = 3;
    private const long LongestJob = 8 << 20;

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = 32 };

    private readonly string _family;
    private readonly string _block;
    private readonly bool _grouped;

    private NdsFiles(string space, string family, string block, bool grouped)
    {
        Space = space;
        _family = family;
        _block = block;
        _grouped = grouped;
    }

    public static NdsFiles ResNet { get; } = new("nds-resnet", "ResNet", "res_basic_block", grouped: false);

    public static NdsFiles ResNextA { get; } = new("nds-resnext-a", "ResNeXt-A", "res_bottleneck_block", grouped: true);

    public override string Name => Space;

    public override string Description =>
        $"NDS {_family} (Radosavovic et al., ICCV 2019): {_family}.json, or a folder "
            + $"with {_family}_rng1.json, {_family}_rng2.json, …, which are merged";

    public override string Space { get; }

    public override string Protocol =>
        "Truth is test_best: 100 − min_test_top1, CIFAR-10 test accuracy (%) of the best epoch, mean over the seeds that the files hold; "
        + "test_last is that of the last epoch.";

    public override ImmutableArray<string> Splits { get; } = ["test"];

    public override ImmutableArray<int> Epochs => [];

    public override string Truth => "test_best";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        BenchmarkCheck.RequireOneLength(this, options);

        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Files(path))
        {
            using var stream = InputFile.Open(file, options.MaxBytes);
            var number = 1;
            foreach (var job in Jobs(file, stream))
            {
                Add($"{file}, job {number++}", job, rows, byText);
            }

            rows.Source(file);
        }
    }

    private string[] Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files = [.. Directory.EnumerateFiles(path, $"{_family}_rng*.json").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new FileNotFoundException($"{path} holds no {_family}_rng1.json or the like; name a file to read it alone", path);
    }

    private static IEnumerable<Job> Jobs(string file, InputStream stream)
    {
        using var jobs = JsonSerializer.DeserializeAsyncEnumerable<Job>(stream, Json).ToBlockingEnumerable().GetEnumerator();
        for (var number = 1; ; number++)
        {
            stream.Allow(LongestJob, $"job {number}");
            try
            {
                if (!jobs.MoveNext())
                {
                    break;
                }
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException(
                    $"{file}, at or after job {number}: a JSON list of jobs is expected: {JsonFaults.Text(fault)}", fault);
            }

            yield return jobs.Current ?? throw new InvalidDataException($"{file}, job {number} is null");
        }
    }

    private void Add(string where, Job job, BenchmarkRows rows, Dictionary<string, int> byText)
    {
        var text = Text(where, job.Net ?? throw new InvalidDataException($"{where}: 'net' is missing"));
        if (!byText.TryGetValue(text, out var row))
        {
            byText.Add(text, row = rows.Add(text));
        }

        var seed = job.Seed ?? 0;
        var error = BenchmarkCheck.Accuracy(
            job.MinTestError ?? throw new InvalidDataException($"{where}: 'min_test_top1' is missing"), 100,
            () => $"{where}, min_test_top1 (an error in %)");
        if (!rows.Measure(
            "test_best", "100 − min_test_top1: test accuracy in % of the best epoch", new(null, "test")).Set(row, seed, Complement(error)))
        {
            throw new InvalidDataException($"{where}: a second run of the same net with rng_seed {seed}: {text}");
        }

        if (job.TestErrors is { Length: > 0 } curve)
        {
            rows.Measure("test_last", "test accuracy in % of the last epoch", new(null, "test")).Set(row, seed, Complement(curve[^1]));
        }

        Fact(rows.Measure("params", "parameters, as the file states them"), row, job.Parameters, $"{where}: params", rows);
        Fact(rows.Measure("flops", "multiply-accumulates, as the file states them"), row, job.Operations, $"{where}: flops", rows);
    }

    // Errors are written with few decimals; in binary 100 - 6.46 is 93.54 only after rounding.
    private static double Complement(double error) => Math.Round(100 - error, 10);

    private static void Fact(BenchmarkMeasure measure, int row, double? value, string what, BenchmarkRows rows)
    {
        if (value is not >= 0)
        {
            throw new InvalidDataException(
                $"{what} must be there and not negative (was {value?.ToString(CultureInfo.InvariantCulture) ?? "missing"})");
        }

        if (!measure.Set(row, value.Value) && measure.Of(row, 0) != value)
        {
            rows.Warn(Invariant($"{what} is {value}, in another run of the same net {measure.Of(row, 0)}"));
        }
    }

    /// <summary>The net in the form in which the literature lists its genes: an ordered dictionary of Python.</summary>
    private string Text(string where, Net net)
    {
        List<string> genes = [.. Genes(where, "ds", "depths", net.Depths), .. Genes(where, "ws", "widths", net.Widths)];
        if (_grouped)
        {
            genes.AddRange(Genes(where, "bot_muls", "bot_muls", net.Multipliers));
            genes.AddRange(Genes(where, "num_gs", "num_groups", net.Groups));
        }

        var text = $"OrderedDict([{string.Join(", ", genes)}])";
        RequireOfSpace(where, net, text);
        return text;
    }

    // Element 0 is the stem.
    private static IEnumerable<string> Genes<T>(string where, string field, string gene, T[]? values)
        where T : struct, IFormattable
    {
        if (values?.Length != Stages + 1)
        {
            throw new InvalidDataException($"{where}: net.{field} must have {Stages + 1} numbers, the stem's first "
                + $"(has {values?.Length.ToString(CultureInfo.InvariantCulture) ?? "none, it is missing"})");
        }

        return values.Skip(1).Select((value, stage) => $"('{gene}.{stage}', {Python(value)})");
    }

    private static string Python<T>(T value)
        where T : struct, IFormattable => value is double number && number == Math.Floor(number)
            ? number.ToString("F1", CultureInfo.InvariantCulture)
            : value.ToString(null, CultureInfo.InvariantCulture);
}
