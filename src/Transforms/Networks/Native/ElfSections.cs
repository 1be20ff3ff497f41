using System.Buffers.Binary;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Where the dynamic symbols of a 64-bit little-endian x86-64 ELF file and their versions lie, checked against its length.
/// </summary>
internal readonly struct ElfSections
{
    private const int HeaderSize = 64;
    private const uint DynamicSymbols = 11;
    private const uint VersionNeed = 0x6FFFFFFE;
    private const uint VersionOfSymbol = 0x6FFFFFFF;

    /// <exception cref="InvalidDataException">Not such a file, or one of its parts lies outside it.</exception>
    public ElfSections(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderSize || !file[..4].SequenceEqual("\u007fELF"u8))
        {
            throw new InvalidDataException($"not an ELF file ({file.Length} bytes, no ELF header)");
        }

        if (file[4] != 2 || file[5] != 1 || BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) != 62)
        {
            throw new InvalidDataException("not a 64-bit little-endian x86-64 ELF file");
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[60..]);
        var headers = Part(file, BinaryPrimitives.ReadUInt64LittleEndian(file[40..]), (ulong)count * HeaderSize, "section headers");
        int symbols = -1, needs = -1, versions = -1;
        for (var i = 0; i < count; i++)
        {
            var header = headers.Start + (i * HeaderSize);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(file[(header + 4)..]))
            {
                case DynamicSymbols: symbols = header; break;
                case VersionNeed: needs = header; break;
                case VersionOfSymbol: versions = header; break;
            }
        }

        Symbols = Section(file, symbols, ".dynsym");
        VersionNeeds = Section(file, needs, ".gnu.version_r");
        Versions = Section(file, versions, ".gnu.version");
        var needed = BinaryPrimitives.ReadUInt32LittleEndian(file[(needs + 44)..]);
        VersionNeedCount = needed <= VersionNeeds.Length / 16
            ? (int)needed
            : throw new InvalidDataException($".gnu.version_r claims {needed} entries in {VersionNeeds.Length} bytes");
        var link = BinaryPrimitives.ReadUInt32LittleEndian(file[(symbols + 40)..]);
        Names = Section(file, link < count ? headers.Start + ((int)link * HeaderSize) : -1, ".dynstr");
        SymbolCount = Symbols.Length / 24;
        if (Versions.Length < SymbolCount * 2)
        {
            throw new InvalidDataException($".gnu.version has {Versions.Length / 2} entries for {SymbolCount} dynamic symbols");
        }
    }

    public (int Start, int Length) Symbols { get; }

    public (int Start, int Length) Versions { get; }

    public (int Start, int Length) VersionNeeds { get; }

    public (int Start, int Length) Names { get; }

    public int VersionNeedCount { get; }

    public int SymbolCount { get; }

    /// <summary>The zero-terminated name at an offset of .dynstr.</summary>
    public ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> file, uint offset)
    {
        var names = file.Slice(Names.Start, Names.Length);
        var end = offset < names.Length ? names[(int)offset..].IndexOf((byte)0) : -1;
        return end >= 0
            ? names.Slice((int)offset, end)
            : throw new InvalidDataException($".dynstr holds no name at offset {offset}");
    }

    /// <summary>Checks that a record of a section lies inside it.</summary>
    public void Require(int at, int size, int end, string section)
    {
        if (at < VersionNeeds.Start || at > end - size)
        {
            throw new InvalidDataException($"{section}: a record at offset {at} lies outside the section");
        }
    }

    private static (int Start, int Length) Section(ReadOnlySpan<byte> file, int header, string name) =>
        header < 0
            ? throw new InvalidDataException($"the ELF file has no section {name}")
            : Part(
                file,
                BinaryPrimitives.ReadUInt64LittleEndian(file[(header + 24)..]),
                BinaryPrimitives.ReadUInt64LittleEndian(file[(header + 32)..]),
                name);

    private static (int Start, int Length) Part(ReadOnlySpan<byte> file, ulong start, ulong length, string name) =>
        start <= (ulong)file.Length && length <= (ulong)file.Length - start
            ? ((int)start, (int)length)
            : throw new InvalidDataException($"{name} ({length} bytes at offset {start}) lies outside the file of {file.Length} bytes");
}
