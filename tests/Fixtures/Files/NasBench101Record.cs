using System.Buffers.Binary;
using System.Text;

namespace NasPipelines.Fixtures.Files;

/// <summary>Makes the payload of a NAS-Bench-101 record: JSON with a base64 protocol-buffer message.</summary>
public static class NasBench101Record
{
    /// <summary>The payload.</summary>
    /// <param name="hash">32 hexadecimal digits.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="adjacency">The adjacency matrix, row by row.</param>
    /// <param name="operations">The operations with commas between.</param>
    /// <param name="parameters">Trainable parameters.</param>
    /// <param name="evaluations">Training time and train, validation and test accuracy: at the start, half way and at the end.</param>
    public static byte[] Payload(
        string hash, int epochs, string adjacency, string operations, int parameters, IReadOnlyList<float[]> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        using var message = new MemoryStream();
        for (var i = 0; i < evaluations.Count; i++)
        {
            message.Write([0x0A, 45]);
            Double(message, 1, epochs * i / 2.0);
            for (var field = 0; field < evaluations[i].Length; field++)
            {
                Double(message, field + 2, evaluations[i][field]);
            }
        }

        message.WriteByte(0x10);
        for (var rest = (uint)parameters; ; rest >>= 7)
        {
            message.WriteByte((byte)(rest < 0x80 ? rest : rest | 0x80));
            if (rest < 0x80)
            {
                break;
            }
        }

        Double(message, 3, 3 * evaluations[^1][0]);
        return Encoding.ASCII.GetBytes(
            $"[\"{hash}\", {epochs}, \"{adjacency}\", \"{operations}\", \"{Convert.ToBase64String(message.ToArray())}\"]");
    }

    private static void Double(MemoryStream message, int field, double value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)((field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[1..], value);
        message.Write(bytes);
    }
}
