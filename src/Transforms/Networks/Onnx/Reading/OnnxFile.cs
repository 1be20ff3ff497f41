using System.Security.Cryptography;
using Google.Protobuf;
using NasPipelines.Files;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>An ONNX file from elsewhere, checked: what is in it is data, and memory follows its size.</summary>
internal sealed class OnnxFile
{
    private const int MaxNodes = 100_000;

    private OnnxFile(string name, string sha256, ModelProto model, long opset) =>
        (Name, Sha256, Model, Opset) = (name, sha256, model, opset);

    /// <summary>Its path.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the model, of a compressed file after it is decompressed, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    public ModelProto Model { get; }

    /// <summary>The version of ONNX's operator set.</summary>
    public long Opset { get; }

    /// <summary>Reads a file, <c>.onnx</c> or <c>.onnx.gz</c>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no ONNX file, is damaged or has what is not read.</exception>
    public static OnnxFile Open(string path, long maxBytes)
    {
        using var stream = InputFile.Open(path, maxBytes);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        try
        {
            OnnxWire.Verify(bytes.Span, MaxNodes);
            var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes.Span);
            var opset = Check(model);
            return new(path, Convert.ToHexString(SHA256.HashData(bytes.Span)).ToLowerInvariant(), model, opset);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"{path} is not an ONNX model: {e.Message}", e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw NetworkFaults.Of(path, e);
        }
    }

    private static long Check(ModelProto model)
    {
        if (model.Graph is not { } graph || graph.Node.Count == 0)
        {
            throw new InvalidDataException("it is no ONNX model, or one without operations");
        }

        var opset = model.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 0;
        if (opset is < 7 or > 21)
        {
            throw new InvalidDataException($"its operator set is {opset}; 7 to 21 are read");
        }

        if (model.TrainingInfo.Count + model.Functions.Count + graph.SparseInitializer.Count > 0)
        {
            throw new InvalidDataException("it has training information, functions of its own or sparse values, which are not read");
        }

        foreach (var tensor in graph.Initializer)
        {
            if (FileTensor.Verify(tensor, tensor.Name) && FileTensor.IsFloat(tensor.DataType)
                && Array.FindIndex(FileTensor.Values(tensor), v =>
                !double.IsFinite(v)) is var at and >= 0)
            {
                throw new InvalidDataException($"value {at} of '{tensor.Name}' is not finite");
            }
        }

        return opset;
    }
}
