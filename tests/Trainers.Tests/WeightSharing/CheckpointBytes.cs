using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.Tests.WeightSharing;

/// <summary>Writes the file of a checkpoint by its format, whatever is in it.</summary>
internal static class CheckpointBytes
{
    public static void Write(string path, SupernetCheckpointHeader header, Dictionary<string, float[]> values)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        byte[] body = [.. BitConverter.GetBytes(json.Length), .. json, .. Arrays(values), .. Arrays(values)];
        File.WriteAllBytes(
            path, [.. Encoding.ASCII.GetBytes("NasPipelines.Supernet/1\n" + Convert.ToHexStringLower(SHA256.HashData(body))), .. body]);
    }

    private static byte[] Arrays(Dictionary<string, float[]> arrays) =>
    [
        .. BitConverter.GetBytes(arrays.Count),
        .. arrays.SelectMany(array => (byte[])
        [
            .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(array.Key)), .. Encoding.UTF8.GetBytes(array.Key),
            .. BitConverter.GetBytes(array.Value.Length), .. array.Value.SelectMany(BitConverter.GetBytes),
        ]),
    ];
}
