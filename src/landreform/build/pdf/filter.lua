-- What pandoc would lose or spell otherwise on its way from HTML to Typst. See book.typ for the functions called here.

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

local function typst(text)
  return pandoc.RawInline('typst', text)
end

local function raw(text)
  return pandoc.RawBlock('typst', text)
end

-- What is written as several blocks is one for whoever moves blocks.
local OPEN, CLOSE = '/*<*/', '/*>*/'
local function opening(text) return raw(OPEN .. text) end
local function closing(text) return raw(text .. CLOSE) end

local function labels_of(text)
  local labels = {}
  for name in text:gmatch('%S+') do
    table.insert(labels, '<' .. name .. '>')
  end
  return '(' .. table.concat(labels, ', ') .. ',)'
end

-- Anchors, notes, page numbers and colours.
function Span(span)
  if span.classes:includes('anchor') then
    return typst('#anchor(<' .. span.attributes['place'] .. '>)')
  elseif span.classes:includes('named') then
    return typst('#named(<' .. span.attributes['place'] .. '>)')
  elseif span.classes:includes('made-by') then
    return typst('#made-by(' .. quoted(pandoc.utils.stringify(span)) .. ')')
  elseif span.classes:includes('foot') then
    return pandoc.Note({ pandoc.Para(span.content) })
  elseif span.classes:includes('entry-vietnamese') then
    local inlines = { typst('#beside-name[') }
    for _, inline in ipairs(span.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  elseif span.classes:includes('swatch') then
    return typst('#swatch(rgb(' .. quoted(span.attributes['colour']) .. '))')
  elseif span.classes:includes('formula') then
    local inlines = { typst('#[#set math.equation(alt: ' .. quoted(span.attributes['spoken']) .. ');') }
    for _, inline in ipairs(span.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  elseif span.classes:includes('pages') then
    return typst('#pages(' .. labels_of(span.attributes['places']) .. ')')
  end
end

-- Code may break behind its dots and strokes, as an address does.
function Code(code)
  return typst('#code(' .. quoted(code.text) .. ')')
end

-- What is printed of an address is broken at its strokes and dots.
local function is_address(text)
  return text:match('^https?://') or text:match('^doi:') or (text:match('^[%w.-]+/[^ ]+$') and #text > 24)
end

-- Links within the book are links; addresses outside it are kept for whoever reads on a screen.
function Link(link)
  if link.target:sub(1, 1) == '#' then
    local call = link.attributes['turn'] and '#turn(<' or '#link(<'
    local within = link.attributes['turn'] == 'within' and '>, within: true)[' or '>)['
    local inlines = { typst(call .. link.target:sub(2) .. within) }
    for _, inline in ipairs(link.content) do table.insert(inlines, inline) end
    table.insert(inlines, typst(']'))
    return inlines
  end
  local shown = pandoc.utils.stringify(link)
  if is_address(shown) then
    return typst('#link(' .. quoted(link.target) .. ')[#address(' .. quoted(shown) .. ')]')
  end
end

-- Pictures keep their alternative text and have the width that `article` gives them.
function Image(image)
  local alt = pandoc.utils.stringify(image.caption)
  local height = image.attributes.height and ', height: ' .. image.attributes.height or ''
  return typst('#image(' .. quoted(image.src) .. ', alt: ' .. quoted(alt) .. ', width: ' .. image.attributes.width .. height .. ')')
end

local function append(blocks, more)
  for _, block in ipairs(more) do table.insert(blocks, block) end
end

-- A table with the widths that `tables_in_print` found, and rows that name a group.
function Table(t)
  local widths, aligned = t.attributes['widths'], t.attributes['aligned']
  local columns, alignment, count = {}, {}, 0
  for width in widths:gmatch('%S+') do
    table.insert(columns, width .. 'pt')
    count = count + 1
  end
  for side in aligned:gmatch('%S+') do table.insert(alignment, side) end
  local blocks = { opening('#tabular(columns: (' .. table.concat(columns, ', ') .. ',), aligned: (' ..
    table.concat(alignment, ', ') .. ',), hyphenated: ' .. t.attributes['hyphenated'] .. ', caption: ' .. (#t.caption.long > 0 and '[' or 'none')) }
  if #t.caption.long > 0 then
    append(blocks, t.caption.long)
    table.insert(blocks, raw(']'))
  end
  table.insert(blocks, raw(', head: ('))
  for _, cell in ipairs(t.head.rows[1] and t.head.rows[1].cells or {}) do
    table.insert(blocks, raw('['))
    append(blocks, cell.contents)
    table.insert(blocks, raw('],'))
  end
  table.insert(blocks, raw(')'))
  for _, body in ipairs(t.bodies) do
    local rows = {}
    append(rows, body.head)  -- the name of a first group is read as a head of its own
    append(rows, body.body)
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        local before, after = ', [', ']'
        if cell.attributes['group'] then
          before, after = ', (group: [', '])'
        elseif cell.attributes['opens'] then
          before = ', (opens: ['
          after = '], name: ' .. quoted(cell.attributes['opens']) .. ', band: ' .. quoted(cell.attributes['band'] or '') .. ', may-break: ' .. (cell.attributes['tall'] and 'true' or 'false') .. ')'
        elseif cell.attributes['tall'] then
          before, after = ', (tall: [', '])'
        end
        table.insert(blocks, raw(before))
        append(blocks, cell.contents)
        table.insert(blocks, raw(after))
      end
      for _ = #row.cells + 1, (row.cells[1] and row.cells[1].attributes['group']) and 0 or count do
        table.insert(blocks, raw(', []'))
      end
    end
  end
  table.insert(blocks, closing(')'))
  return blocks
end

-- The term is run in where several have each a paragraph first; one that stands alone is above what is said of it.
function DefinitionList(list)
  local short = #list.content > 1  -- an entry of a list of its own has its term above
  for _, item in ipairs(list.content) do
    short = short and #item[2] == 1 and #item[2][1] > 0 and (item[2][1][1].t == 'Plain' or item[2][1][1].t == 'Para')
  end
  local blocks = {}
  if short then  -- the term is run in
    for _, item in ipairs(list.content) do
      local said = item[2][1]
      local call = #said > 1 and '#run-in(more: true)[' or '#run-in['
      append(blocks, { opening(call), pandoc.Plain(item[1]), raw(']['), pandoc.Plain(said[1].content), closing(']') })
      if #said > 1 then
        table.insert(blocks, opening('#below-term['))
        for at = 2, #said do
          table.insert(blocks, said[at].t == 'Plain' and pandoc.Para(said[at].content) or said[at])
        end
        table.insert(blocks, closing(']'))
      end
    end
    return blocks
  end
  for _, item in ipairs(list.content) do
    table.insert(blocks, opening('#definition['))
    table.insert(blocks, pandoc.Plain(item[1]))
    table.insert(blocks, raw(']['))
    for _, definition in ipairs(item[2]) do
      for _, block in ipairs(definition) do
        table.insert(blocks, block.t == 'Plain' and pandoc.Para(block.content) or block)
      end
    end
    table.insert(blocks, closing(']'))
  end
  return blocks
end

-- Groups with a look of their own, and what changes the paper.
function Div(div)
  local blocks = {}
  if div.classes:includes('set-columns') then
    table.insert(blocks, opening('#balanced(look: ' .. quoted(div.attributes['look']) .. ', count: ' .. div.attributes['count'] .. ', ('))
    append(blocks, div.content)
    table.insert(blocks, closing('))'))
    return blocks
  elseif div.classes:includes('set-item') then
    table.insert(blocks, raw('(keep: ' .. (div.attributes['keep'] and 'true' or 'false') .. ', body: ['))
    append(blocks, div.content)
    table.insert(blocks, raw(']),'))
    return blocks
  end
  for _, name in ipairs({ 'fold-title', 'letter', 'hanging', 'ragged' }) do
    if div.classes:includes('set-' .. name) then
      table.insert(blocks, opening('#' .. name .. '['))
      append(blocks, div.content)
      table.insert(blocks, closing(']'))
      return blocks
    end
  end
end

local function has_long_code(block)
  local long = false
  pandoc.walk_block(block, { RawInline = function(inline) long = long or (inline.text:match('^#code%(') and #inline.text > 30) end })
  return long
end

local function has_note(block)
  local found = false
  pandoc.walk_block(block, { Note = function() found = true end })
  return found
end

-- A sentence between a heading and a table keeps with the table: the heading would stand with it alone at a foot. With a
-- note it may not, since Typst leaves the note behind.
local function opens_table(blocks, at)
  local before, following = blocks[at - 1], blocks[at + 1]
  return before and before.t == 'Header' and following and following.t == 'RawBlock' and
    following.text:find('#tabular', 1, true) and #pandoc.utils.stringify(blocks[at]) < 400 and not has_note(blocks[at])
end

-- What leads to a quotation or a list keeps with it.
function Blocks(blocks)
  local kept, changed = {}, false
  for at, block in ipairs(blocks) do
    local following = blocks[at + 1]
    if block.t == 'Para' and has_long_code(block) then  -- a line that cannot break would tear the one before
      changed = true
      append(kept, { opening('#ragged['), block, closing(']') })
      goto continue
    end
    local leads = following and block.t == 'Para' and
      (following.t == 'BlockQuote' or opens_table(blocks, at) or pandoc.utils.stringify(block):match('[:,]$'))
    if leads then
      changed = true
      append(kept, { opening('#leading-to['), block, closing(']') })
    else
      table.insert(kept, block)
    end
    ::continue::
  end
  if changed then return kept end
end

-- Where a figure may be moved past; see placing.py.
function Pandoc(document)
  local blocks, depth = {}, 0
  for _, block in ipairs(document.blocks) do
    table.insert(blocks, block)
    if block.t == 'RawBlock' then
      local _, opened = block.text:gsub('/%*<%*/', '')
      local _, closed = block.text:gsub('/%*>%*/', '')
      depth = depth + opened - closed
    end
    if depth == 0 then table.insert(blocks, raw('// boundary')) end
  end
  document.blocks = blocks
  return document
end

-- Headings have their number in their text, as on the web.
function Header(header)
  header.identifier = ''
  return header
end
