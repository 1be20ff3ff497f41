using System.Globalization;
using System.Numerics;
using System.Text;

namespace NasPipelines.Files.Pickles;

internal sealed partial class SafePickle
{
    private const int HighestProtocol = 5;

    private void Step(byte code)
    {
        switch (code)
        {
            case 0x80: Protocol(_input.Byte()); break;
            case 0x95: _input.UInt64(); break; // a frame: its length only helps those who read ahead
            case (byte)'(': Mark(); break;
            case (byte)'0': Discard(); break;
            case (byte)'1': Marked(out var popped); DropTo(popped, mark: true); break;
            case (byte)'2': Push(Below(0)); break;
            case (byte)'N': Push(PickleValue.None); break;
            case 0x88: Push(PickleValue.Of(true)); break;
            case 0x89: Push(PickleValue.Of(false)); break;
            case (byte)'J': Push(PickleValue.Of((long)_input.Int32())); break;
            case (byte)'K': Push(PickleValue.Of((long)_input.Byte())); break;
            case (byte)'M': Push(PickleValue.Of((long)_input.UInt16())); break;
            case (byte)'I': Push(IntegerLine(_input.Line())); break;
            case (byte)'L': Push(Integer(BigInteger.Parse(Digits(_input.Line().TrimEnd('L')), CultureInfo.InvariantCulture))); break;
            case 0x8A: Push(Integer(new BigInteger(_input.Bytes(_input.Byte(), 255)))); break;
            case 0x8B: Push(Integer(new BigInteger(_input.Bytes(Length(_input.Int32()), 1024)))); break;
            case (byte)'G': Push(PickleValue.Of(_input.Double())); break;
            case (byte)'F': Push(PickleValue.Of(double.Parse(_input.Line(), NumberStyles.Float, CultureInfo.InvariantCulture))); break;
            case (byte)'V': Push(Text(Encoding.UTF8.GetBytes(_input.Line()), latin1: false)); break;
            case (byte)'X': PushText(_input.UInt32(), latin1: false); break;
            case 0x8C: PushText(_input.Byte(), latin1: false); break;
            case 0x8D: PushText(_input.UInt64(), latin1: false); break;
            case (byte)'S': Push(Text(Encoding.Latin1.GetBytes(Unquoted(_input.Line())), latin1: true)); break;
            case (byte)'U': PushText(_input.Byte(), latin1: true); break;
            case (byte)'T': PushBytes(Length(_input.Int32())); break;
            case (byte)'B': PushBytes(_input.UInt32()); break;
            case (byte)'C': PushBytes(_input.Byte()); break;
            case 0x8E or 0x96: PushBytes(_input.UInt64()); break;
            default: StructureStep(code); break;
        }
    }

    private void StructureStep(byte code)
    {
        switch (code)
        {
            case (byte)']': PushContainer(() => new PickleList()); break;
            case 0x8F: PushContainer(() => new PickleList(isSet: true)); break;
            case (byte)'}': PushContainer(() => new PickleDictionary()); break;
            case (byte)'l': ListOfMarked(isSet: false); break;
            case 0x91: ListOfMarked(isSet: true); break;
            case (byte)'d': DictionaryOfMarked(); break;
            case (byte)')': Push(new(PickleTuple.Empty)); break;
            case 0x85: Tuple(1); break;
            case 0x86: Tuple(2); break;
            case 0x87: Tuple(3); break;
            case (byte)'t': TupleOfMarked(); break;
            case (byte)'a': Append(); break;
            case (byte)'e' or 0x90: Appends(isSet: code == 0x90); break;
            case (byte)'s': SetItem(); break;
            case (byte)'u': SetItems(); break;
            case (byte)'g': Get(Number(_input.Line())); break;
            case (byte)'h': Get(_input.Byte()); break;
            case (byte)'j': Get(_input.UInt32()); break;
            case (byte)'p': Put(Number(_input.Line())); break;
            case (byte)'q': Put(_input.Byte()); break;
            case (byte)'r': Put(_input.UInt32()); break;
            case 0x94: Put(_memo.Next); break;
            case (byte)'c': PushGlobal(_input.Line(), _input.Line()); break;
            case 0x93: StackGlobal(); break;
            case (byte)'R' or 0x81: Call(); break;
            case (byte)'b': Build(); break;
            case (byte)'Q': Persistent(); break;
            case (byte)'i': throw Refused(_input.Line(), _input.Line());
            case (byte)'o' or 0x92 or 0x82 or 0x83 or 0x84 or (byte)'P' or 0x97 or 0x98:
                throw _input.Fault($"the pickle instruction 0x{code:X2} (instances, extensions, foreign buffers) is not read");
            default: throw _input.Fault($"0x{code:X2} is no pickle instruction");
        }
    }

    private void Protocol(byte protocol)
    {
        if (protocol > HighestProtocol)
        {
            throw _input.Fault($"pickle protocol {protocol} is unknown; 0 to {HighestProtocol} are read");
        }
    }

    private void Mark()
    {
        if (_marks.Count >= _options.MaxStack)
        {
            throw _input.Fault($"more than {_options.MaxStack} open marks");
        }

        if (_marks.Count == _marks.Capacity)
        {
            Keep(sizeof(int) * Math.Max(64L, _marks.Capacity));
        }

        _marks.Add(_stack.Count);
    }

    private void Discard()
    {
        Pop();
        DropTo(_stack.Count, mark: false);
    }

    private ulong Length(int claimed) => claimed >= 0 ? (ulong)claimed : throw _input.Fault($"a value claims {claimed} bytes");

    private long Claimed(ulong length) => length <= (ulong)Math.Min(_budget.Most, Array.MaxLength)
        ? (long)length
        : throw _input.Fault($"a value claims {length} bytes, more than the {Math.Min(_budget.Most, Array.MaxLength)} that are allowed");

    private void PushText(ulong length, bool latin1)
    {
        if (length <= 255)
        {
            Push(Text(_input.Short((int)length), latin1));
        }
        else if (Skipping)
        {
            _input.Skip(length);
            Push(PickleValue.Skipped);
        }
        else
        {
            // Bytes, then characters: together the most that the text takes.
            _budget.Require(PickleSize.Text(Claimed(length)));
            Push(Text(_input.Bytes(length, _budget.Most), latin1));
        }
    }

    // Also in skipped content: a text is memorised where it is first met, and may be meant elsewhere.
    private PickleValue Text(ReadOnlySpan<byte> bytes, bool latin1)
    {
        var (text, isNew) = _texts.Get(bytes, latin1);
        if (isNew)
        {
            Keep(PickleSize.Text(text.Length));
        }

        return new(text);
    }

    private void PushBytes(ulong length)
    {
        if (Skipping)
        {
            _input.Skip(length);
            Push(PickleValue.Skipped);
            return;
        }

        Keep(PickleSize.Array + Claimed(length));
        Push(new(_input.Bytes(length, _budget.Most)));
    }

    private PickleValue Integer(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return PickleValue.Of((long)value);
        }

        Keep(PickleSize.Data + value.GetByteCount());
        return new(value);
    }

    private static PickleValue IntegerLine(string line) => line switch
    {
        "00" => PickleValue.Of(false),
        "01" => PickleValue.Of(true),
        _ => PickleValue.Of(long.Parse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
    };

    // Parsing takes a time that grows with the square of the digits.
    private string Digits(string text) => text.Length <= 1024 ? text : throw _input.Fault($"a number has {text.Length} digits");

    private static long Number(string line) => long.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture);

    private string Unquoted(string line) =>
        line.Length >= 2 && line[0] == line[^1] && line[0] is '\'' or '"' && !line.Contains('\\', StringComparison.Ordinal)
            ? line[1..^1]
            : throw _input.Fault("a quoted text without escapes is expected");
}
