using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.OneShot;

/// <summary>The values of a supernet's parameters, with their hash.</summary>
internal sealed class SupernetValues
{
    public SupernetValues(NetworkGraph supernet, ParameterSource source)
    {
        var statistics = supernet.Nodes.OfType<BatchNorm>().SelectMany(n => new[] { n.RunningMean, n.RunningVariance }).ToList();
        HasRunningStatistics = statistics.All(source.Contains);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in supernet.Parameters.Concat(HasRunningStatistics ? statistics : []).OrderBy(
            p => p.Name, StringComparer.Ordinal))
        {
            var own = source.Values(parameter);
            if (!own.All(float.IsFinite))
            {
                throw new InvalidDataException($"Parameter {parameter.Name} has values that are not finite.");
            }

            values[parameter.Name] = own;
            Append(hash, parameter, own);
        }

        Sha256 = Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
        Source = ParameterSource.Stored(values, $"supernet parameters, SHA-256 {Sha256}");
    }

    public ParameterSource Source { get; }

    public bool HasRunningStatistics { get; }

    /// <summary>Of names, shapes and values in the order of names.</summary>
    public string Sha256 { get; }

    private static void Append(IncrementalHash hash, ParameterReference parameter, float[] values)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{parameter.Name} {string.Join('x', parameter.Shape)}\n"));
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        hash.AppendData(bytes);
    }
}
