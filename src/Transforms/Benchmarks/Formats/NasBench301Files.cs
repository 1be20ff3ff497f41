using System.Collections.Immutable;
using System.Text.Json;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>NAS-Bench-301's training runs: a JSON file each, in a folder per way of sampling.</summary>
internal sealed class NasBench301Files : BenchmarkFile
{
    private const int FullEpochs = 100;
    private const string Config = "optimized_hyperparamater_config"; // the original's spelling
    private const string Prefix = "NetworkSelectorDatasetInfo:darts:";

    public override string Name => "nasbench301";

    public override string Description =>
        "NAS-Bench-301 (Zela et al., ICLR 2022): a results_N.json, or the folder of them (nb_301_v13), read with all its folders";

    public override string Space => "nasbench301";

    public override string Protocol =>
        "Truth is valid_100: CIFAR-10 validation accuracy (%) of a training with a "
        + "budget of 100 epochs, on which the benchmark's surrogates "
        + "are fitted, mean over the file's runs of the same cells. Runs with another budget are left out unless Epochs names it.";

    public override ImmutableArray<string> Splits { get; } = ["valid", "test"];

    public override ImmutableArray<int> Epochs => [];

    public override string Truth => "valid_100";

    internal override string SeedWord => "repeat";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [path];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"{path} holds no .json file", path);
        }

        var byText = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            using var document = JsonFile.Read(file, options.MaxBytes);
            Add(file, document.RootElement, options, rows, byText);
            rows.Source(file);
        }
    }

    private static void Add(string file, JsonElement root, BenchmarkReadOptions options, BenchmarkRows rows, Dictionary<string, int> byText)
    {
        var config = root.Property(file, Config, JsonValueKind.Object);
        var text = $"Genotype({Cell(file, config, "normal")}, {Cell(file, config, "reduce")})";
        var all = root.Property(file, "info", JsonValueKind.Array);
        var info = all.GetArrayLength() == 1
            ? all[0]
            : throw new InvalidDataException($"{file}: 'info' must have one element (has {all.GetArrayLength()})");
        var where = $"{file}, info[0]";
        var valid = BenchmarkCheck.Accuracy(info.Number(where, "val_accuracy"), 100, () => $"{where}, val_accuracy");
        var test = BenchmarkCheck.Accuracy(root.Number(file, "test_accuracy"), 100, () => $"{file}, test_accuracy");
        var budget = root.Number(file, "budget");
        if (budget is < 1 or > 1e6 || budget != Math.Floor(budget))
        {
            throw new InvalidDataException(Invariant($"{file}: 'budget' must be a number of epochs (was {budget})"));
        }

        var epochs = (int)budget;
        if (!options.Takes(null, null, epochs, FullEpochs))
        {
            rows.Passed(epochs);
            return;
        }

        if (!byText.TryGetValue(text, out var row))
        {
            byText.Add(text, row = rows.Add(text));
        }

        var time = rows.Measure($"time_{epochs}", $"seconds of training with a budget of {epochs} epochs", new(null, null, epochs));
        var repeat = 0;
        while (!double.IsNaN(time.Of(row, repeat)))
        {
            repeat++;
        }

        foreach (var (split, accuracy) in new[] { ("valid", valid), ("test", test) }.Where(
            value => options.Takes(null, value.Item1, epochs, FullEpochs)))
        {
            rows.Measure($"{split}_{epochs}", $"{split} accuracy in % after a budget of {epochs} epochs", new(null, split, epochs)).Set(
                row, repeat, accuracy);
        }

        time.Set(row, repeat, root.Number(file, "runtime"));
        rows.Measure($"params_{epochs}", $"parameters of the network trained with a budget of {epochs} epochs", new(null, null, epochs))
            .Set(row, repeat, info.Number(where, "model_parameters"));
        if (options.Check)
        {
            Check(file, root, config, valid, rows);
        }
    }

    /// <summary>A cell as DARTS writes it: two (operation, input) per node, the lower input first.</summary>
    private static string Cell(string file, JsonElement config, string cell)
    {
        List<string> edges = [];
        var offset = 0;
        for (var node = 2; node < 6; node++)
        {
            var inputs = node == 2 ? [0, 1] : Inputs(file, config, $"{Prefix}inputs_node_{cell}_{node}", node);
            edges.AddRange(inputs.Select(input => $"('{Operation(file, config, $"{Prefix}edge_{cell}_{offset + input}")}', {input})"));
            offset += node;
        }

        var stated = config.EnumerateObject().Count(
            property => property.Name.StartsWith($"{Prefix}edge_{cell}_", StringComparison.Ordinal));
        return stated == edges.Count
            ? $"{cell}=[{string.Join(", ", edges)}], {cell}_concat=range(2, 6)"
            : throw new InvalidDataException($"{file}: the {cell} cell has operations on {stated} edges; its inputs use {edges.Count}");
    }

    private static int[] Inputs(string file, JsonElement config, string name, int node) =>
        config.Text(file, name) is [>= '0' and <= '9' and var a, '_', >= '0' and <= '9' and var b] && a < b && b - '0' < node
            ? [a - '0', b - '0']
            : throw new InvalidDataException(
                $"{file}: '{name}' must be 'a_b' with 0 ≤ a < b < {node} (was '{ShownText.Of(config.Text(file, name))}')");

    private static string Operation(string file, JsonElement config, string name)
    {
        var operation = config.Text(file, name);
        return Operations.Contains(operation)
            ? operation
            : throw new InvalidDataException(
                $"{file}: '{name}' must be one of {string.Join(", ", Operations)} (was '{ShownText.Of(operation)}')");
    }

    private static readonly ImmutableArray<string> Operations =
        ["max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"];

    private static void Check(string file, JsonElement root, JsonElement config, double valid, BenchmarkRows rows)
    {
        if (root.Number(file, "final_metric_score") != -valid)
        {
            rows.Warn(Invariant($"{file}: final_metric_score is {root.Number(file, "final_metric_score")}, val_accuracy {valid}"));
        }

        foreach (var (name, expected) in new[] { ("layers", 8), ("init_channels", 32) })
        {
            if (config.Number(file, Prefix + name) is var found && found != expected)
            {
                rows.Warn(Invariant($"{file}: {name} is {found}; the benchmark's networks have {expected}"));
            }
        }
    }
}
