using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>One of NAS-Bench-101's measurements: at the start, half way or at the end of a training run.</summary>
internal record struct EvaluationData(double Epoch, double TrainingTime, double TrainAccuracy, double ValidAccuracy, double TestAccuracy);

/// <summary>NAS-Bench-101's message of a training run, read from the protocol-buffer wire format.</summary>
internal ref struct ModelMetrics
{
    /// <summary>Measurements of a run: start, half way, end.</summary>
    public const int Evaluations = 3;

    private const int Varint = 0;
    private const int Eight = 1;
    private const int Delimited = 2;
    private const int Four = 5;

    private ReadOnlySpan<byte> _rest;
    private Three _evaluations;

    private ModelMetrics(ReadOnlySpan<byte> bytes) => _rest = bytes;

    public long Parameters { get; private set; }

    public double TotalTime { get; private set; }

    public readonly EvaluationData Halfway => _evaluations[1];

    public readonly EvaluationData End => _evaluations[2];

    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static ModelMetrics Read(ReadOnlySpan<byte> bytes)
    {
        var metrics = new ModelMetrics(bytes);
        var count = 0;
        while (!metrics._rest.IsEmpty)
        {
            var (field, wire) = metrics.Key();
            switch (field, wire)
            {
                case (1, Delimited):
                    var inner = new ModelMetrics(metrics.Bytes());
                    metrics._evaluations[Math.Min(count++, Evaluations - 1)] = inner.Evaluation();
                    break;
                case (2, Varint):
                    metrics.Parameters = (int)metrics.Number();
                    break;
                case (3, Eight):
                    metrics.TotalTime = metrics.Double();
                    break;
                default:
                    metrics.Skip(field, wire, known: 3);
                    break;
            }
        }

        return count == Evaluations && metrics.Parameters > 0
            ? metrics
            : throw new InvalidDataException(
                $"protobuf: {Evaluations} evaluations (start, half way, end) and trainable_parameters are needed (found {count} "
                    + $"and {metrics.Parameters})");
    }

    private EvaluationData Evaluation()
    {
        Span<double> values = stackalloc double[6];
        values.Clear();
        while (!_rest.IsEmpty)
        {
            var (field, wire) = Key();
            if (field is >= 1 and <= 5 && wire == Eight)
            {
                values[field] = Double();
            }
            else
            {
                Skip(field, wire, known: 5);
            }
        }

        return new(values[1], values[2], values[3], values[4], values[5]);
    }

    private (int Field, int Wire) Key()
    {
        var key = Number();
        return key is >= 8 and <= uint.MaxValue
            ? ((int)(key >> 3), (int)(key & 7))
            : throw new InvalidDataException($"protobuf: {key} is no field's key");
    }

    private void Skip(int field, int wire, int known)
    {
        // A known field in another encoding would silently read as 0.
        if (field <= known || wire is not (Varint or Eight or Delimited or Four))
        {
            throw new InvalidDataException($"protobuf: field {field} has wire type {wire}, which it cannot have");
        }

        switch (wire)
        {
            case Varint: Number(); break;
            case Eight: Take(8); break;
            case Four: Take(4); break;
            default: Bytes(); break;
        }
    }

    private ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("protobuf: a number is longer than 64 bits");
    }

    private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    private ReadOnlySpan<byte> Bytes() => Take(Number());

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new InvalidDataException($"protobuf: {count} bytes are wanted where {_rest.Length} are left");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    [InlineArray(Evaluations)]
    private struct Three
    {
        private EvaluationData _first;
    }
}
