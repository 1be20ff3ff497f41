using System.Globalization;
using NasPipelines.Files.Pickles;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>The results of one architecture as NAS-Bench-201 and NATS-Bench store them: a dictionary per number of epochs.</summary>
internal sealed class CellResults(BenchmarkReadOptions options, BenchmarkRows rows)
{
    public const int ShortEpochs = 12;
    public const int FullEpochs = 200;

    private const double Million = 1e6;

    private static readonly HashSet<string> Unread =
    [
        "train_acc1es", "train_acc5es", "train_losses", "train_times", "arch_config", "eval_losses", "eval_times", "net_state_dict",
        "clear_net_done",
    ];

    private static readonly string[] Required = ["epochs", "seed", "params", "flop", "eval_acc1es"];

    /// <summary>The names of both numbers of epochs in NAS-Bench-201 and in NATS-Bench.</summary>
    private static readonly (string Key, int Epochs)[] Lengths =
    [
        ("less", ShortEpochs), ("full", FullEpochs), ("12", ShortEpochs), ("200", FullEpochs),
    ];

    /// <summary>Whether the value of a key is of no use: curves, weights, and accuracies before the last epoch.</summary>
    public static bool Skips(string key) =>
        Unread.Contains(key) || (key.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && key.AsSpan(at + 1) is not ("11" or "199"));

    /// <summary>Adds the runs of an architecture; which index it has is known from where it was found.</summary>
    public void Add(long index, PickleNode both, string? expectedText)
    {
        var row = -1;
        var known = false;
        foreach (var (key, epochs) in Lengths)
        {
            if (both.Find(key) is not { IsNone: false } architecture)
            {
                continue;
            }

            known = true;
            var text = architecture["arch_str"].Text;
            if (architecture["arch_index"].Integer != index || (expectedText is not null && text != expectedText))
            {
                throw architecture.Fault(
                    $"architecture {index} is {expectedText ?? "expected"}, but here arch_index "
                        + $"is {architecture["arch_index"].Integer} and arch_str {text}");
            }

            expectedText = text;
            if (!options.Takes(null, null, epochs, FullEpochs))
            {
                rows.Passed(epochs);
                continue;
            }

            row = row < 0 ? rows.Add(text) : row;
            foreach (var (run, result) in architecture["all_results"].Entries)
            {
                Add(row, epochs, run, result);
            }

            if (options.Check)
            {
                Check(index, text, architecture);
            }
        }

        if (!known)
        {
            throw both.Fault($"none of {string.Join(", ", Lengths.Select(length => $"'{length.Key}'"))} is there");
        }
    }

    /// <summary>Checks that every result of an architecture has what it must have.</summary>
    /// <exception cref="InvalidDataException">One lacks something.</exception>
    public static void Require(PickleNode both)
    {
        foreach (var (key, _) in Lengths)
        {
            if (both.Find(key) is { IsNone: false } architecture)
            {
                foreach (var (_, result) in architecture["all_results"].Entries)
                {
                    Array.ForEach(Required, name => _ = result[name]);
                }
            }
        }
    }

    private void Add(int row, int epochs, PickleNode run, PickleNode result)
    {
        PickleNode[] key = [.. run.Items];
        if (key.Length != 2)
        {
            throw result.Fault("the key of a result must be (data set, seed)");
        }

        var (dataset, seed) = (key[0].Text, checked((int)key[1].Integer));
        if (result["epochs"].Integer != epochs
            || !int.TryParse(SeedOf(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var stated)
            || stated != seed)
        {
            throw result.Fault($"a run of {epochs} epochs and seed {seed} is expected; it is of {result["epochs"].Integer} epochs and "
                + $"seed {SeedOf(result)}");
        }

        var accuracies = result["eval_acc1es"];
        var cost = (Parameters: result["params"].Number, Operations: result["flop"].Number);
        if (!options.Takes(dataset, null, epochs, FullEpochs))
        {
            return;
        }

        foreach (var (name, accuracy) in accuracies.Entries)
        {
            var split = name.Text.Split('@');
            if (split is [var set, var last] && last == $"{epochs - 1}" && options.Takes(dataset, set, epochs, FullEpochs))
            {
                var measure = rows.Measure(
                    $"{dataset}_{set}_{epochs}", $"accuracy in % on {set}, trained on {dataset} for {epochs} epochs",
                    new(dataset, set, epochs));
                measure.Set(row, seed, BenchmarkCheck.Accuracy(accuracy.Number, 100, () => result.Fault(name.Text).Message));
            }
        }

        Set(rows.Measure($"{dataset}_params", $"parameters with the classifier of {dataset}", new(dataset)), row,
            Math.Round(cost.Parameters * Million), result);
        Set(rows.Measure($"{dataset}_flops", $"multiply-accumulates with the classifier of {dataset}", new(dataset)), row,
            Math.Round(cost.Operations * Million), result);
        if (result.Find("latency") is { IsNone: false } latency
            && latency.Items.Select(item => item.Number).ToArray() is { Length: > 0 } seconds)
        {
            rows.Measure(
                $"{dataset}_latency_{epochs}", $"seconds of a batch on {dataset}, measured after {epochs} epochs",
                new(dataset, null, epochs))
                .Set(row, seed, seconds.Average());
        }
    }

    private static string SeedOf(PickleNode result) => result["seed"] is var seed && seed.Value.Kind == PickleKind.Integer
        ? seed.Integer.ToString(CultureInfo.InvariantCulture)
        : seed.Text;

    private void Set(BenchmarkMeasure measure, int row, double value, PickleNode result)
    {
        if (!measure.Set(row, value) && measure.Of(row, 0) != value)
        {
            rows.Warn(
                result.Fault(Invariant($"{measure.Name} is {value}, in another run of the architecture {measure.Of(row, 0)}")).Message);
        }
    }

    private void Check(long index, string text, PickleNode architecture)
    {
        try
        {
            if (SearchSpaces.NasBench201.Parse(text).Index is var own && own != index)
            {
                rows.Warn(architecture.Fault($"{text} is stored as number {index}, the benchmark's order has it as {own}").Message);
            }
        }
        catch (FormatException fault)
        {
            rows.Warn(architecture.Fault(fault.Message).Message);
        }

        var stated = architecture["dataset_seed"].Entries
            .SelectMany(entry => entry.Value.Items.Select(seed => (entry.Key.Text, seed.Integer))).Order().ToArray();
        var found = architecture["all_results"].Entries.Select(entry => entry.Key.Items.ToArray())
            .Select(key => (key[0].Text, key[1].Integer)).Order().ToArray();
        if (!stated.SequenceEqual(found))
        {
            rows.Warn(
                architecture.Fault($"dataset_seed lists {string.Join(" ", stated)}, all_results has {string.Join(" ", found)}").Message);
        }
    }
}
