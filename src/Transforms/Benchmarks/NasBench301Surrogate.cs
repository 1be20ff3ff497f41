using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks;

/// <summary>
/// A surrogate of NAS-Bench-301 as an ONNX model (YAHPO-Gym, Pfisterer et al. 2022): predicts accuracy and training time of any DARTS
/// architecture after any number of epochs.
/// </summary>
/// <remarks>The same architecture and epoch give the same prediction: the model runs on one thread.</remarks>
/// <threadsafety>Safe for use by several threads, but for <see cref="Dispose"/>.</threadsafety>
public sealed class NasBench301Surrogate : IDisposable
{
    /// <summary>The most epochs that the model knows.</summary>
    internal const int MaxEpoch = 98;

    private const string Choices = "x_cat";
    private const string Epochs = "x_cont";
    private const int LargestModel = 1 << 28;

    private readonly InferenceSession _session;
    private readonly SurrogateEncoding _encoding;

    private NasBench301Surrogate(InferenceSession session, SurrogateEncoding encoding, string sha256)
    {
        _session = session;
        _encoding = encoding;
        Sha256 = sha256;
    }

    /// <summary>The SHA-256 of the model's file, in lower-case hexadecimal.</summary>
    internal string Sha256 { get; }

    /// <summary>Reads the model and its table of codes.</summary>
    /// <param name="modelPath">The ONNX file: inputs <c>x_cat</c> int32 [1, 34] and <c>x_cont</c> float [1, 1], one output float [1,
    /// 2].</param>
    /// <param name="encodingPath">The JSON file that gives each choice its code.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the model has other inputs or outputs; the message says
    /// which.</exception>
    public static NasBench301Surrogate Load(string modelPath, string encodingPath)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        ArgumentNullException.ThrowIfNull(encodingPath);
        var encoding = SurrogateEncoding.Load(encodingPath);
        var model = Read(modelPath);
        using var options =
            new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        InferenceSession session;
        try
        {
            session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new InvalidDataException($"{modelPath} is no ONNX model that ONNX Runtime can run: {fault.Message}", fault);
        }

        try
        {
            Check(modelPath, "input", session.InputMetadata, (Choices, typeof(int), [1, SurrogateEncoding.Columns]),
                (Epochs, typeof(float), [1, 1]));
            Check(modelPath, "output", session.OutputMetadata, (session.OutputNames[0], typeof(float), [1, 2]));
        }
        catch
        {
            session.Dispose();
            throw;
        }

        return new NasBench301Surrogate(session, encoding, Convert.ToHexString(SHA256.HashData(model)).ToLowerInvariant());
    }

    /// <summary>What training an architecture would give.</summary>
    /// <param name="architecture">An architecture of <see cref="SearchSpaces.NasBench301"/>.</param>
    /// <param name="epoch">After how many epochs, 1 to <see cref="MaxEpoch"/>.</param>
    /// <exception cref="ArgumentException">The architecture is of another space, or the epoch is out of range.</exception>
    public (double ValidationAccuracy, double Runtime) Predict(Architecture architecture, int epoch = MaxEpoch)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (architecture.Space != SearchSpaces.NasBench301)
        {
            throw new ArgumentException(
                $"the surrogate is of {SearchSpaces.NasBench301.Name}, not of {architecture.Space.Name}", nameof(architecture));
        }

        if (epoch is < 1 or > MaxEpoch)
        {
            throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"the epoch must be in [1, {MaxEpoch}]");
        }

        using var choices = OrtValue.CreateTensorValueFromMemory(_encoding.Codes(architecture), [1, SurrogateEncoding.Columns]);
        using var epochs = OrtValue.CreateTensorValueFromMemory(new float[] { epoch }, [1, 1]);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, [Choices, Epochs], [choices, epochs], _session.OutputNames);
        var values = outputs[0].GetTensorDataAsSpan<float>();
        return (values[0], values[1]);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static byte[] Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length is > 0 and <= LargestModel
            ? File.ReadAllBytes(path)
            : throw new InvalidDataException($"{path} has {length} bytes; a surrogate has 1 to {LargestModel}");
    }

    private static void Check(
        string path, string kind, IReadOnlyDictionary<string, NodeMetadata> found, params (string Name, Type Type, int[] Shape)[] expected)
    {
        var good = found.Count == expected.Length && expected.All(e =>
            found.TryGetValue(e.Name, out var node)
                && node.IsTensor
                && node.ElementType == e.Type
                && node.Dimensions.SequenceEqual(e.Shape));
        if (!good)
        {
            throw new InvalidDataException(
                $"{path} is not the surrogate: its {kind}s must "
                + $"be {string.Join(", ", expected.Select(e => Text(e.Name, e.Type, e.Shape)))} "
                + $"(found {string.Join(", ", found.Select(f => Text(f.Key, f.Value.ElementType, f.Value.Dimensions)))})");
        }
    }

    private static string Text(string name, Type? type, int[]? shape) => $"{name} {type?.Name} [{string.Join(", ", shape ?? [])}]";
}
