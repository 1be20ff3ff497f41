using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>NAS-Bench-101's TFRecord files: three records, in any order, for each architecture and number of epochs.</summary>
internal sealed partial class NasBench101File : BenchmarkFile
{
    private const int Architectures = 423_624;
    private const int FullEpochs = 108;
    private const int Repeats = 3;

    // Every accuracy is a number of images of 9,984, the largest multiple of the batch size in 10,000.
    private const int Images = 9984;

    private const string HalfWay = "-halfway";

    // Values half way through a training are only read where they are asked for.
    private static readonly ImmutableArray<string> AllSplits = ["test", "valid", "train", "test" + HalfWay, "valid" + HalfWay];

    public override string Name => "nasbench101";

    public override string Description => "NAS-Bench-101 (Ying et al., ICML 2019): nasbench_only108.tfrecord or nasbench_full.tfrecord";

    public override string Space => "nasbench101";

    public override string Protocol =>
        "Truth is test_108: CIFAR-10 test accuracy (a fraction) after 108 epochs, mean of the three repeats; "
        + "the splits test-halfway and valid-halfway are of the middle of the same training; the paper's own query draws one of the three "
        + "at random (Seeds = One gives a fixed one).";

    public override ImmutableArray<string> Splits => AllSplits;

    public override ImmutableArray<int> Epochs { get; } = [4, 12, 36, FullEpochs];

    public override string Truth => "test_108";

    internal override string SeedWord => "repeat";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        var table = new Table(options, rows);
        using (var stream = InputFile.Open(path, options.MaxBytes))
        {
            var records = new TfRecordReader(path, stream);
            while (records.Read(out var payload))
            {
                try
                {
                    table.Add(Parse(payload), records);
                }
                catch (Exception fault) when (fault is JsonException or InvalidDataException)
                {
                    throw new InvalidDataException($"{records.Where}: {JsonFaults.Text(fault)}", fault);
                }
            }
        }

        rows.Source(path);
        if (options.Check && rows.Architectures.Count > 0)
        {
            table.Check();
        }
    }

    /// <summary>A record: hash, epochs, cell and measurements.</summary>
    private ref struct Run
    {
        public UInt128 Hash;
        public int Epochs;
        public RecordedCell Cell;
        public ModelMetrics Metrics;
    }

    private static Run Parse(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException("a JSON array [hash, epochs, adjacency, operations, metrics] is expected");
        }

        var hash = Text(ref json, "hash");
        if (!json.Read() || json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out var epochs))
        {
            throw new InvalidDataException("the second element, epochs, must be a whole number");
        }

        var adjacency = Text(ref json, "adjacency");
        var operations = Text(ref json, "operations");
        var encoded = Text(ref json, "metrics");
        if (!json.Read() || json.TokenType != JsonTokenType.EndArray || json.Read())
        {
            throw new InvalidDataException("the JSON array has more than five elements");
        }

        if (hash.Length != 32 || !UInt128.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidDataException($"the hash must be 32 hexadecimal digits (were {hash.Length} characters)");
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        if (Base64.DecodeFromUtf8(encoded, bytes, out var consumed, out var written) != OperationStatus.Done || consumed != encoded.Length)
        {
            throw new InvalidDataException($"the metrics are not base64, from character {consumed} on");
        }

        var metrics = ModelMetrics.Read(bytes.AsSpan(0, written));
        return metrics.End.Epoch == epochs
            ? new Run { Hash = number, Epochs = epochs, Cell = RecordedCell.Parse(adjacency, operations), Metrics = metrics }
            : throw new InvalidDataException(
                Invariant($"the record is of {epochs} epochs, its last evaluation of epoch {metrics.End.Epoch}"));
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader json, string what)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String)
        {
            throw new InvalidDataException($"{what} must be a text (found {json.TokenType})");
        }

        try
        {
            return json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidDataException($"{what} has half a surrogate pair", fault);
        }
    }
}
