using static System.FormattableString;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>
/// Looks over the outermost fields of a model before anything is made of them: a short file may claim a million operations.
/// </summary>
internal static class OnnxWire
{
    private const int Graph = 7;
    private const int Node = 1;

    /// <exception cref="InvalidDataException">There are more operations than any network has, or fields do not fit into the
    /// file.</exception>
    public static void Verify(ReadOnlySpan<byte> model, int maxNodes)
    {
        var nodes = 0L;
        foreach (var (number, start, length) in Fields(model))
        {
            if (number == Graph && length >= 0)
            {
                nodes += Fields(model.Slice(start, length)).LongCount(f => f.Number == Node);
            }
        }

        if (nodes > maxNodes)
        {
            throw new InvalidDataException(Invariant($"it has {nodes} operations; networks of at most {maxNodes} are read"));
        }
    }

    private static List<(int Number, int Start, int Length)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, int, int)>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            var length = -1;
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2 when Number(message, ref at) is var claimed && claimed <= (ulong)(message.Length - at):
                    length = (int)claimed;
                    break;
                case 2:
                    throw new InvalidDataException(
                        Invariant($"a field at byte {at} claims more bytes than the file has: it is cut off or no ONNX model"));
                default:
                    throw new InvalidDataException(Invariant($"byte {at} begins no field: it is damaged or no ONNX model"));
            }

            fields.Add(((int)(key >> 3), at, length));
            at += Math.Max(0, length);
        }

        return fields;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; shift < 64 && at < message.Length; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException(Invariant($"the number at byte {at} does not end: it is cut off or no ONNX model"));
    }
}
